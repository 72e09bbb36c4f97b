#include "agents/planning/adjusted_supply.h"

#include <cstddef>
#include <variant>

#include "agents/abatement/rounding.h"

namespace tanshi {
namespace {

// The ordinary auctions of each year if so much is banked from year to year.
std::vector<double> auctions_after(const std::vector<YearSupply>& by_law,
                                   const AdjustmentRule& rule, ReserveState state, Year first_year,
                                   const std::vector<double>& bank_t) {
  std::vector<double> volumes;
  for (std::size_t k = 0; k < by_law.size(); ++k) {
    const Year year = years_after(first_year, static_cast<std::int32_t>(k));
    const double planned_t = by_law[k].offers.empty() ? 0 : by_law[k].offers.front().quantity_t;
    const Adjustment adjustment = adjust_supply(rule, state, year, to_tonnes_nearest(bank_t[k]),
                                                to_tonnes_nearest(planned_t));
    volumes.push_back(planned_t + to_double(adjustment.released) - to_double(adjustment.withheld));
    state.auctioned = to_tonnes_nearest(volumes.back());
  }
  return volumes;
}

}  // namespace

std::vector<YearSupply> adjusted_supply(const std::vector<YearSupply>& by_law,
                                        const AdjustmentRule& rule, const ReserveState& state,
                                        Year first_year, const BankBefore& bank_before,
                                        int rounds) {
  std::vector<YearSupply> supply = by_law;
  if (std::holds_alternative<NoAdjustment>(rule)) return supply;
  for (int round = 1; round <= rounds; ++round) {
    const std::vector<double> volumes =
        auctions_after(by_law, rule, state, first_year, bank_before(supply));
    for (std::size_t k = 0; k < supply.size(); ++k) {
      if (supply[k].offers.empty()) continue;
      double& volume_t = supply[k].offers.front().quantity_t;
      volume_t += (volumes[k] - volume_t) / round;
    }
  }
  return supply;
}

}  // namespace tanshi
