#include "scenarios/hosting/class_theory.h"

#include <utility>
#include <variant>
#include <vector>

#include "agents/abatement/rounding.h"
#include "scenarios/runner/outcome.h"

namespace tanshi {

ClassTheory::ClassTheory(Classroom& classroom)
    : classroom_(classroom), thread_([this] { run(); }) {}

ClassTheory::~ClassTheory() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void ClassTheory::predict(const Scenario& scenario, const World& world) {
  {
    const std::lock_guard lock(mutex_);
    wanted_ = theory_of(scenario, world);
  }
  changed_.notify_all();
}

void ClassTheory::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !computes_ && !wanted_; });
}

void ClassTheory::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stop_ || wanted_; });
    if (stop_) return;
    const BankingMarket market = *std::exchange(wanted_, std::nullopt);
    computes_ = true;
    lock.unlock();
    const auto found = banking_equilibrium(market);
    std::vector<Price> prices;  // none: theory predicts nothing
    if (const auto* const theory = std::get_if<BankingEquilibrium>(&found)) {
      for (Eigen::Index year = 0; year < theory->price.size(); ++year) {
        prices.push_back(to_price_nearest(theory->price(year)));
      }
    }
    classroom_.set_benchmark(std::move(prices));
    lock.lock();
    computes_ = false;
    changed_.notify_all();
  }
}

}  // namespace tanshi
