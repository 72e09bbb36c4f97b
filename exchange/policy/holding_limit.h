// Holding limit: the most allowances that one entity, or group of entities, may hold.
//
//   limit = 0.1 x base + 0.025 x (annual allowance budget - base),  base = 25,000,000 t
//
// rounded down. Source: California, 17 CCR 95920(d). In a linked market the budget is that of all
// partners together. Below the base, where the law has no case, the limit is 0.1 x budget.
//
// Of what is in a compliance account, where it can only be surrendered, as much does not count as
// the entity owes (the limited exemption, 17 CCR 95920(d)(2)).
//
// Pure.
#pragma once

#include <algorithm>

#include "exchange/base/checked_math.h"
#include "exchange/base/units.h"

namespace tanshi {

inline constexpr Tonnes kHoldingLimitBase{25'000'000};

// REQUIRES: budget, base in 0 .. kMaxQuantity.
[[nodiscard]] constexpr Tonnes holding_limit(Tonnes budget, Tonnes base = kHoldingLimitBase) {
  TANSHI_CHECK(budget >= Tonnes() && budget <= kMaxQuantity);
  TANSHI_CHECK(base >= Tonnes() && base <= kMaxQuantity);
  const Tonnes up_to_base = std::min(budget, base);
  // In fortieths: 0.1 = 4/40, 0.025 = 1/40.
  return Tonnes(div_floor(Int128{up_to_base.raw()} * 4 + (budget - up_to_base).raw(), 40));
}

// What counts against the limit. REQUIRES: no argument negative.
[[nodiscard]] constexpr Tonnes counted_holdings(Tonnes holding_account, Tonnes compliance_account,
                                                Tonnes exemption) {
  return holding_account + std::max(compliance_account - exemption, Tonnes());
}

}  // namespace tanshi
