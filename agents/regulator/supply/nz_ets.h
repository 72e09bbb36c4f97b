// New Zealand's system: price controls by year, and when an auction declines.
//
//   reserve = max(confidential reserve price, price floor)
//   bids at the reserve or above for all that is offered    all is sold
//   fewer, and no bid below the reserve                     what was bid for is sold
//   fewer, and some bid below it; or no bid at all          the auction declines: nothing is sold
//
// What is not sold is offered at the next auction of the same calendar year; after the last one it
// lapses. What the cost containment reserve adds at its trigger is in containment_reserve.h.
//
// Source: Ministry for the Environment, "NZ ETS unit settings 2025", Managing auctions; price
// controls: ICAP 757 (2021), Carbon Pulse 15 March 2022, Ministry news of July 2023. Pure.
#pragma once

#include <algorithm>
#include <optional>

#include "agents/regulator/supply/published.h"
#include "exchange/base/units.h"

namespace tanshi {

// What is known here of a year's price controls.
struct NzPriceControls {
  std::optional<PublishedPrice> floor;
  std::optional<PublishedPrice> first_trigger;
  std::optional<PublishedPrice> second_trigger;  // two tiers from December 2023 on
};
// `before_december`: as the controls of 2023 were before they were changed for its last auction.
[[nodiscard]] NzPriceControls nz_price_controls(Year year, bool before_december = false);

// Below it nothing is sold.
[[nodiscard]] constexpr Price nz_reserve(Price confidential, Price floor) {
  return std::max(confidential, floor);
}

struct NzAuction {
  Tonnes offered;
  Tonnes bid_at_reserve{};  // units bid for at the reserve or above
  Tonnes bid_below{};
  bool is_last_of_year = false;
};
struct NzOutcome {
  bool declined = false;
  Tonnes sold;
  Tonnes rolled_over;
  Tonnes lapsed;
};
// REQUIRES: quantities in 0 .. kMaxQuantity.
[[nodiscard]] NzOutcome nz_auction(const NzAuction& auction);

}  // namespace tanshi
