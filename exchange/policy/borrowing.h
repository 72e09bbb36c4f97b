// Borrowing: how much of a later year's allowances an account may use for an earlier year.
//
// Korea: a share of the next year's free allocation; 10 %, in 2016 20 %, from 2017 15 % (ICAP,
// 5 April 2017). China, 2021 and 2022 only: who lacks at least 10 % of its verified emissions may
// draw up to 50 % of what it lacks from its pre-allocation of 2023 (MEE notice 国环规气候
// 〔2023〕1号). Which vintages this opens is in vintage_use.h.
//
// Pure. Limits are rounded down.
#pragma once

#include <algorithm>

#include "exchange/base/checked_math.h"
#include "exchange/base/units.h"

namespace tanshi {

// REQUIRES: share in 0 .. 10,000; next_allocation >= 0.
[[nodiscard]] constexpr Tonnes borrowing_limit(BasisPoints share, Tonnes next_allocation) {
  TANSHI_CHECK(share >= BasisPoints() && share <= kFullShare && next_allocation >= Tonnes());
  return share_floor(share, next_allocation);
}

struct GapBorrowingRule {
  BasisPoints least_gap;  // of verified emissions; who lacks less may not borrow
  BasisPoints share;      // of the gap
};

// What may be drawn from a later pre-allocation, and never more than all of it. REQUIRES: shares in
// 0 .. 10,000; quantities in 0 .. kMaxQuantity.
[[nodiscard]] constexpr Tonnes gap_borrowing_limit(const GapBorrowingRule& rule, Tonnes emissions,
                                                   Tonnes allocation, Tonnes next_allocation) {
  const Tonnes gap = std::max(emissions - allocation, Tonnes());
  // gap >= least_gap x emissions, before rounding.
  const bool may_borrow =
      Int128{gap.raw()} * kFullShare.raw() >= Int128{rule.least_gap.raw()} * emissions.raw();
  if (!may_borrow) return Tonnes();
  return std::min(borrowing_limit(rule.share, gap), next_allocation);
}

}  // namespace tanshi
