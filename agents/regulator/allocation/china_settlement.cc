#include "agents/regulator/allocation/china_settlement.h"

#include <algorithm>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

// What the plan gives one unit.
ChinaSettlement relieved(ChinaRelief relief, const ChinaUnitYear& unit) {
  if (!unit.is_gas) return {unit.allocation, unit.emissions};
  if (relief == ChinaRelief::kObligationCapped)
    return {unit.allocation, std::min(unit.emissions, unit.allocation)};
  return {std::max(unit.allocation, unit.emissions), unit.emissions};
}

bool is_in_range(Tonnes quantity) {
  return quantity >= Tonnes() && quantity <= kMaxQuantity;
}

}  // namespace

ChinaSettlement china_settlement(const ChinaPowerPlan& plan, std::span<const ChinaUnitYear> units) {
  TANSHI_CHECK(plan.most_gap >= BasisPoints() && plan.most_gap <= kFullShare);
  ChinaSettlement entity;
  Tonnes emissions;
  for (const ChinaUnitYear& unit : units) {
    TANSHI_CHECK(is_in_range(unit.allocation) && is_in_range(unit.emissions));
    const auto [allocation, obligation] = relieved(plan.relief, unit);
    entity.allocation += allocation;
    entity.obligation += obligation;
    emissions += unit.emissions;
  }
  if (plan.relief == ChinaRelief::kObligationCapped) {
    const Tonnes most = entity.allocation + share_floor(plan.most_gap, emissions);
    entity.obligation = std::min(entity.obligation, most);
  } else {
    const Tonnes least = share_ceil(kFullShare - plan.most_gap, emissions);
    entity.allocation = std::max(entity.allocation, least);
  }
  return entity;
}

}  // namespace tanshi
