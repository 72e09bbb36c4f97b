#include "agents/regulator/supply/supply_adjustment.h"

#include <algorithm>

namespace tanshi {
namespace {

constexpr std::int32_t kSeptemberToDecember = 4;

// What falls on the first months of a movement; a law that began in the middle of a year moves
// nothing in that year's last months.
Tonnes first_part(const EuMsrRule& rule, Tonnes movement) {
  return rule.months == 12 ? eu_msr_part(movement, kSeptemberToDecember) : Tonnes();
}

Adjustment decide(const NoAdjustment&, ReserveState&, Year, Tonnes) {
  return {};
}

Adjustment decide(const EuMsrAdjustment& rule, ReserveState& state, Year year, Tonnes circulation) {
  const Year before{raw(year) - 1};
  const EuMsrRule law = eu_msr_rule(rule.law, before);
  Adjustment adjustment;
  adjustment.invalidated = eu_msr_invalidated(rule.law, year, state.holdings, state.auctioned);
  const EuMsrMovement movement =
      eu_msr_movement(law, circulation, state.holdings - adjustment.invalidated);
  const Tonnes intake_now = first_part(law, movement.intake);
  const Tonnes release_now = first_part(law, movement.release);
  adjustment.withheld = state.intake_left + intake_now;
  adjustment.released = state.release_left + release_now;
  state.intake_left = movement.intake - intake_now;
  state.release_left = movement.release - release_now;
  return adjustment;
}

Adjustment decide(const QuantityCollar& rule, ReserveState& state, Year, Tonnes circulation) {
  const QuantityAdjustment adjustment = quantity_adjustment(rule, circulation, state.holdings);
  return {Tonnes(), adjustment.withheld, adjustment.released};
}

}  // namespace

Adjustment adjust_supply(const AdjustmentRule& rule, ReserveState& state, Year year,
                         Tonnes circulation, Tonnes planned) {
  Adjustment adjustment =
      std::visit([&](const auto& of) { return decide(of, state, year, circulation); }, rule);
  state.holdings -= adjustment.invalidated;
  adjustment.withheld = std::min(adjustment.withheld, planned);
  adjustment.released = std::min(adjustment.released, state.holdings);
  state.holdings += adjustment.withheld - adjustment.released;
  return adjustment;
}

}  // namespace tanshi
