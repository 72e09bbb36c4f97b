// How likely an order is to be accepted, as the market's recent history tells it (Gjerstad &
// Dickhaut, "Price formation in double auctions", Games and Economic Behavior 22, 1998, 1-29).
//
// With the history of the latest L = 5 trades and of the quotes since the first of them, an ask at
// a is believed to be accepted with the probability
//
//   p(a) = (TA(>= a) + B(>= a)) / (TA(>= a) + B(>= a) + RA(<= a))
//
// TA: asks that were accepted, B: bids, RA: asks that were not accepted, each counted at prices as
// far as its bracket says. A bid at b likewise, with q(b) = (TB(<= b) + A(<= b)) / (TB(<= b) +
// A(<= b) + RB(>= b)). p(0) = 1 and p(M) = 0, q(0) = 0 and q(M) = 1 at the highest price M. Between
// prices that occurred, a cubic that is flat at both. An order that meets the best quote of the
// other side is accepted at that quote; one that does not improve on a rival's is not.
//
// Here every quote counts once, whatever its quantity; where the valuation has an idea of the
// market's price, M is twice that (one_side.h).
#pragma once

#include <deque>
#include <span>
#include <vector>

#include "agents/seat/observation.h"

namespace tanshi {

// A price that a trader might quote. In cents.
struct Prospect {
  Price price;
  double surplus = 0;  // if accepted, above 0
  double chance = 0;   // believed, of being accepted
};

class MarketBelief {
 public:
  // To be called once at each wake.
  void hear(std::span<const TapeEntry> tape);

  struct Frame {
    Side side{};
    Price limit;
    Price tick;
    Price highest;  // M
  };

  // Prices within the limit that leave a surplus and have a chance: at each price that occurred,
  // and at most 16 between two of them. By rising price.
  [[nodiscard]] std::vector<Prospect> prospects(const Frame& frame,
                                                const Observation& observation) const;

 private:
  struct Knot {
    double price;
    double chance;
  };

  [[nodiscard]] std::vector<Knot> knots(Side side, Price highest) const;
  [[nodiscard]] double chance_at(Side side, double price) const;

  std::deque<TapeEntry> history_;
};

}  // namespace tanshi
