#include "scenarios/hosting/class_theory.h"

#include <utility>
#include <variant>
#include <vector>

#include "agents/abatement/rounding.h"
#include "scenarios/benchmark/banking_equilibrium.h"
#include "scenarios/runner/outcome.h"

namespace tanshi {

ClassTheory::ClassTheory(const Scenario& scenario, const World& world, Classroom& classroom)
    : thread_([scenario, world, &classroom] {
        const auto found = banking_equilibrium(theory_of(scenario, world));
        const auto* const theory = std::get_if<BankingEquilibrium>(&found);
        if (theory == nullptr) return;  // theory predicts nothing
        std::vector<Price> prices;
        for (Eigen::Index year = 0; year < theory->price.size(); ++year) {
          prices.push_back(to_price_nearest(theory->price(year)));
        }
        classroom.set_benchmark(std::move(prices));
      }) {}

ClassTheory::~ClassTheory() {
  thread_.join();
}

}  // namespace tanshi
