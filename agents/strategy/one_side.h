// What strategies that quote each side by itself share.
#pragma once

#include <algorithm>

#include "agents/seat/observation.h"
#include "agents/valuation/valuation.h"

namespace tanshi {

[[nodiscard]] inline bool wants(const Worth& worth) {
  return worth.quantity > Tonnes() && worth.limit > Price();
}

[[nodiscard]] inline const Worth& worth_of(Side side, const Appraisal& appraisal) {
  return side == Side::kBuy ? appraisal.buy : appraisal.sell;
}

// Never at a loss: a seller's price is at least its limit, a buyer's at most.
[[nodiscard]] inline double within_limit(Side side, double price, double limit) {
  return side == Side::kBuy ? std::min(price, limit) : std::max(price, limit);
}

// The best quote that a trader of `side` could take; price 0: none.
[[nodiscard]] inline Price to_take(Side side, const Observation& observation) {
  if (side == Side::kBuy) return observation.ask_quantity > Tonnes() ? observation.ask : Price();
  return observation.bid_quantity > Tonnes() ? observation.bid : Price();
}

[[nodiscard]] inline Tonnes quantity_to_take(Side side, const Observation& observation) {
  return side == Side::kBuy ? observation.ask_quantity : observation.bid_quantity;
}

// The best quote on its own side that is not its own; price 0: none, or not to be seen behind its
// own.
[[nodiscard]] inline Price rival_of(Side side, const Observation& observation) {
  const bool there = side == Side::kBuy ? observation.bid_quantity > Tonnes()
                                        : observation.ask_quantity > Tonnes();
  if (!there) return {};
  const Price best = side == Side::kBuy ? observation.bid : observation.ask;
  const bool own = std::ranges::any_of(observation.orders, [&](const OwnOrder& order) {
    return order.side == side && order.limit == best;
  });
  return own ? Price() : best;
}

// Whether a price of `side` would trade with a quote of the other side at `other`.
[[nodiscard]] inline bool reaches(Side side, Price price, Price other) {
  return side == Side::kBuy ? price >= other : price <= other;
}

// The highest price that a trader reckons with: the market's, but no more than twice what it takes
// the market's price to be, where it has an idea of it. A market's highest price may be many times
// its price, and says nothing then.
[[nodiscard]] inline Price highest_thinkable(Price fair, Price limit, Price max_price) {
  if (fair <= Price()) return max_price;
  return std::min(max_price, std::max(fair + fair, limit + limit));
}

}  // namespace tanshi
