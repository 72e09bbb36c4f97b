// What a run cost beside the least that it could have, and where the difference came from.
#pragma once

#include "scenarios/benchmark/banking_equilibrium.h"
#include "scenarios/model/scenario.h"
#include "scenarios/results/run_result.h"
#include "scenarios/runner/settled_allocation.h"
#include "scenarios/runner/world.h"

namespace tanshi {

// Whether a tonne may stay uncovered at the fixed penalty, and nothing more: then it is a price.
[[nodiscard]] bool penalty_is_ceiling(const Scenario& scenario);

// Free allocation of a year, an index, as it is settled with these emissions, and what they then
// need not cover.
[[nodiscard]] Tonnes settled_t(const SettledAllocation& allocation, std::size_t firm,
                               std::size_t year, double emissions_t);

// Fills the run's costs, its efficiency and losses (scenarios/benchmark/{efficiency,losses}.h), and
// its profit dispersion, from what firms did and the equilibrium `theory` of `in_theory`.
//
// Profit dispersion (Gode and Sunder, Journal of Political Economy 101, 1993) is the root mean
// square, over firms, of actual less equilibrium profit, as present values: what trade brought less
// abatement and penalties, against what selling the allocation and buying for the emissions of
// theory at its prices would have, less its abatement.
//
// No efficiency and no losses where trade has nothing to gain, where tonnes stay uncovered in
// theory, and owed: for each theory pays the market's highest price once, and a run the penalty in
// each year in which the tonne is owed, so that the costs do not compare; and where a run beats the
// cheapest plan, but by tonnes that it still owes.
// REQUIRES: the years, and the firms with their benchmark, are filled.
void measure_welfare(const Scenario& scenario, const World& world, const BankingMarket& in_theory,
                     const BankingEquilibrium& theory, RunResult& run);

}  // namespace tanshi
