// Offset quota: how much of an obligation may be met with credits from outside the cap.
//
//   quota = share x obligation, rounded down
//
// California: offsets / obligation <= 8 % for 2013 to 2020, 4 % for 2021 to 2025, 6 % from 2026
// (17 CCR 95854, by year of the emissions). China: 5 % of verified emissions (CCER).
//
// Pure.
#pragma once

#include <algorithm>

#include "exchange/base/checked_math.h"
#include "exchange/base/units.h"

namespace tanshi {

// REQUIRES: share in 0 .. 10,000; obligation >= 0.
[[nodiscard]] constexpr Tonnes offset_quota(BasisPoints share, Tonnes obligation) {
  TANSHI_CHECK(share >= BasisPoints() && share <= kFullShare && obligation >= Tonnes());
  return share_floor(share, obligation);
}

// What may still be surrendered in offsets. REQUIRES: as above; surrendered_offsets >= 0.
[[nodiscard]] constexpr Tonnes offset_room(BasisPoints share, Tonnes obligation,
                                           Tonnes surrendered_offsets) {
  return std::max(offset_quota(share, obligation) - surrendered_offsets, Tonnes());
}

}  // namespace tanshi
