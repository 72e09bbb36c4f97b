#include "scenarios/hosting/class_theory.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "agents/abatement/rounding.h"
#include "scenarios/runner/outcome.h"

namespace tanshi {
namespace {

// One a year; none: theory predicts nothing.
std::vector<Price> prices_of(const BankingMarket& market) {
  const auto found = banking_equilibrium(market);
  std::vector<Price> prices;
  const auto* const theory = std::get_if<BankingEquilibrium>(&found);
  if (theory == nullptr) return prices;
  prices.reserve(static_cast<std::size_t>(theory->price.size()));
  for (Eigen::Index year = 0; year < theory->price.size(); ++year)
    prices.push_back(to_price_nearest(theory->price(year)));
  return prices;
}

}  // namespace

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

void ClassTheory::predict(Year now, const Scenario& scenario, const World& world) {
  const auto kept_years = static_cast<std::size_t>(raw(now) - raw(scenario.horizon.first_year));
  {
    const std::lock_guard lock(mutex_);
    wanted_.push_back({theory_of(scenario, world), kept_years});
  }
  changed_.notify_all();
}

void ClassTheory::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !computes_ && wanted_.empty(); });
}

void ClassTheory::run() {
  std::vector<Price> told;
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stop_ || !wanted_.empty(); });
    if (stop_) return;
    const Wanted wanted = std::move(wanted_.front());
    wanted_.pop_front();
    computes_ = true;
    lock.unlock();
    std::vector<Price> prices = prices_of(wanted.market);
    const std::size_t kept = std::min({wanted.kept_years, told.size(), prices.size()});
    std::copy_n(told.begin(), kept, prices.begin());
    told = prices;
    classroom_.set_benchmark(std::move(prices));
    lock.lock();
    computes_ = false;
    changed_.notify_all();
  }
}

}  // namespace tanshi
