// China's national market: what an entity with several units gets and must surrender for a year,
// once relief for gas and for large gaps is given.
//
//   2019, 2020   a gas unit owes at most its allocation;
//                the entity owes at most its allocation + 20 % of its verified emissions
//   from 2021    a gas unit's allocation is raised to its verified emissions;
//                the entity's allocation is raised to 80 % of its verified emissions
//
// An obligation's limit is rounded down, an allocation's floor up: so both bounds hold exactly.
// Sources: MEE's allocation plans.
//
// Pure.
#pragma once

#include <span>

#include "agents/regulator/allocation/china_power_plan.h"
#include "exchange/base/units.h"

namespace tanshi {

struct ChinaUnitYear {
  bool is_gas = false;
  Tonnes allocation;  // by the benchmarks
  Tonnes emissions;   // verified
};

struct ChinaSettlement {
  Tonnes allocation;
  Tonnes obligation;

  friend bool operator==(const ChinaSettlement&, const ChinaSettlement&) = default;
};

// REQUIRES: all quantities in 0 .. kMaxQuantity; plan.most_gap in 0 .. 10,000.
[[nodiscard]] ChinaSettlement china_settlement(const ChinaPowerPlan& plan,
                                               std::span<const ChinaUnitYear> units);

}  // namespace tanshi
