// Allowances that an auction adds at a trigger price, or holds back below one.
//
//   added    = min(size, demand at the trigger - offered), where demand exceeds the offer
//   withheld = min(size, offered - demand at the trigger), where the offer exceeds demand
//
// where demand at a price is all that is bid at it or above. So the auction clears at the trigger
// while the reserve lasts, and above it (below it) only when the reserve is used up. With several
// tiers, a higher one is asked with the lower tiers' sizes counted as offered.
//
// Source: RGGI auction notices (cost and emissions containment reserve); New Zealand's Climate
// Change (Auctions, Limits, and Price Controls for Units) Regulations 2020. Pure.
#pragma once

#include <algorithm>

#include "exchange/base/units.h"

namespace tanshi {

// REQUIRES: size >= 0.
[[nodiscard]] constexpr Tonnes reserve_added(Tonnes offered, Tonnes demand, Tonnes size) {
  return std::clamp(demand - offered, Tonnes(), size);
}
[[nodiscard]] constexpr Tonnes reserve_withheld(Tonnes offered, Tonnes demand, Tonnes size) {
  return std::clamp(offered - demand, Tonnes(), size);
}

}  // namespace tanshi
