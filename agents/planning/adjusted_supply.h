// What years bring under a rule that adjusts supply to what circulates. What circulates depends on
// what is abated, and that on what is to come: one goes back and forth between a solution of the
// market and the rule until they fit.
//
// Pure.
#pragma once

#include <functional>
#include <vector>

#include "agents/planning/year_supply.h"
#include "agents/regulator/supply/supply_adjustment.h"

namespace tanshi {

// Tonnes that circulate when each year begins, without its own, if the years bring this.
using BankBefore = std::function<std::vector<double>(const std::vector<YearSupply>&)>;

// `by_law` with the ordinary auctions of each year as the rule leaves them. `state` is the
// reserve's when the first of these years begins. The n-th of `rounds` moves an n-th of the way, so
// that a rule that jumps cannot make it swing without end.
[[nodiscard]] std::vector<YearSupply> adjusted_supply(const std::vector<YearSupply>& by_law,
                                                      const AdjustmentRule& rule,
                                                      const ReserveState& state, Year first_year,
                                                      const BankBefore& bank_before, int rounds);

}  // namespace tanshi
