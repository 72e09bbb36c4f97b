#include "scenarios/runner/settled_allocation.h"

#include <algorithm>

#include "agents/abatement/rounding.h"
#include "agents/regulator/allocation/pre_allocation.h"
#include "exchange/base/checked_math.h"
#include "scenarios/model/free_allocation.h"

namespace tanshi {
namespace {

ChinaSettlement settled(const Settlement& rule, bool never_short, Tonnes by_output,
                        Tonnes emissions) {
  ChinaPowerPlan plan;
  plan.relief = rule.relief;
  plan.most_gap = rule.most_gap;
  const ChinaUnitYear unit{never_short, by_output, emissions};
  ChinaSettlement settlement = china_settlement(plan, {&unit, 1});
  if (rule.most_surplus) {
    const Tonnes most = emissions + share_floor(*rule.most_surplus, emissions);
    settlement.allocation = std::min(settlement.allocation, most);
  }
  return settlement;
}

}  // namespace

SettledAllocation::SettledAllocation(const Scenario& scenario, const World& world)
    : scenario_(scenario), world_(world), emissions_before_(world.seats.size()) {}

const Settlement* SettledAllocation::settlement(std::size_t seat, std::size_t year) const {
  const bool runs = world_.seats[seat].plant.expected_baseline_t[year] > 0;
  return runs ? settlement_of(scenario_, year) : nullptr;
}

Tonnes SettledAllocation::by_output(std::size_t seat, std::size_t year, double share) const {
  const FirmGroup& group = group_of(seat);
  const SeatPlan& plan = world_.seats[seat];
  if (scenario_.allocation != AllocationMethod::kBenchmark) return plan.brief.firm.allocation[year];
  OutputYear of = output_year(group, scenario_.horizon, year);
  const Tonnes expected = earned_by(group.output, of);
  of.shock = estimate_shock(plan.plant, year, share);
  of.parts = group.count;
  const Tonnes earned = earned_by(group.output, of);
  const Tonnes announced = group.allocation[year];
  if (announced == expected) return earned;
  if (expected == Tonnes()) return Tonnes();
  const Int128 cut = Int128{earned.raw()} * announced.raw() / expected.raw();
  return Tonnes(static_cast<std::int64_t>(std::min<Int128>(cut, kMaxQuantity.raw())));
}

Tonnes SettledAllocation::advance(std::size_t seat, std::size_t year) const {
  const SeatPlan& plan = world_.seats[seat];
  const Tonnes announced = plan.brief.firm.allocation[year];
  const Settlement* const rule = settlement(seat, year);
  if (rule == nullptr) return announced;
  if (rule->advance_of == AdvanceBase::kAllocation) return pre_allocation(rule->advance, announced);
  // A plant that did not run the year before is expected to emit what it does without abatement.
  const Tonnes base = emissions_before_[seat].value_or(Tonnes()) > Tonnes()
                          ? *emissions_before_[seat]
                          : to_tonnes_nearest(plan.plant.expected_baseline_t[year]);
  return pre_allocation(rule->advance, base);
}

std::optional<AllocationTerms> SettledAllocation::terms(std::size_t seat, std::size_t year,
                                                        double share) const {
  const Settlement* const rule = settlement(seat, year);
  if (rule == nullptr) return std::nullopt;
  AllocationTerms terms;
  terms.advance = advance(seat, year);
  terms.by_output = by_output(seat, year, share);
  // To owe less or to be given more is the same to the firm.
  terms.floor = group_of(seat).never_short ? kFullShare : kFullShare - rule->most_gap;
  if (rule->most_surplus) terms.ceiling = kFullShare + *rule->most_surplus;
  return terms;
}

Tonnes SettledAllocation::expected_rest(std::size_t year) const {
  Tonnes rest;
  for (std::size_t seat = 0; seat < world_.seats.size(); ++seat) {
    const SeatPlan& plan = world_.seats[seat];
    if (!plan.brief.emitter || settlement(seat, year) == nullptr) continue;
    const Tonnes emissions = to_tonnes_nearest(plan.plant.expected_baseline_t[year]);
    const ChinaSettlement expected = settled(*settlement(seat, year), group_of(seat).never_short,
                                             plan.brief.firm.allocation[year], emissions);
    rest += expected.allocation + (emissions - expected.obligation) - advance(seat, year);
  }
  return rest;
}

ChinaSettlement SettledAllocation::settle(std::size_t seat, std::size_t year,
                                          Tonnes emissions) const {
  const Settlement* const rule = settlement(seat, year);
  if (rule == nullptr) return {world_.seats[seat].brief.firm.allocation[year], emissions};
  return settled(*rule, group_of(seat).never_short, by_output(seat, year, /*share=*/1), emissions);
}

}  // namespace tanshi
