// Turns "show this price and quantity" into the fewest intents, given what rests already.
#pragma once

#include "agents/seat/agent.h"

namespace tanshi {

// The next unused id: one higher for each order or bid that this decision submits already.
[[nodiscard]] OrderId next_id(const Observation& observation, const Decision& decision);

// A price on the tick within [tick, max_price]: buyers round down, sellers up, so that rounding
// never costs them.
[[nodiscard]] Price to_quote(double cents, Side side, Price tick, Price max_price);

// Orders of one seat in its instrument. Works within one wake: order ids follow the observation's.
class Quoting {
 public:
  explicit Quoting(const SeatBrief& brief);

  [[nodiscard]] Price tick() const { return tick_; }
  [[nodiscard]] Price max_price() const { return max_price_; }

  // Leaves the seat with at most one resting order on `side`, at `limit` for `quantity`, rounded
  // down to what its cash pays for, to what an order may ask for and to the lot: kept, replaced or
  // submitted. A limit beyond the day's band is moved inside where that costs nothing. A quantity
  // below a lot, or a limit that cannot be moved, withdraws it. REQUIRES: limit > 0.
  void show(Side side, Price limit, Tonnes quantity, bool post_only, const Observation& observation,
            Decision& decision) const;

  // Cancels the seat's resting orders on `side`.
  void withdraw(Side side, const Observation& observation, Decision& decision) const;

 private:
  AccountId account_;
  InstrumentId instrument_;
  Price tick_;
  Tonnes lot_;
  Price max_price_;
  Tonnes most_;  // in one order
};

}  // namespace tanshi
