// The sniper, Kaplan's entry that won the Santa Fe tournament (Rust, Miller & Palmer, "Behavior of
// trading automata in a computerized double auction market", in Friedman & Rust, eds., "The Double
// Auction Market", 1993): waits in the background, and takes the best quote of the other side when
// - it is better than any price of the last period, or
// - it is no worse than the worst price of the last period, the spread is below 10 % of the ask,
// and
//   the profit is at least 2 %, or
// - less than 10 % of the time is left,
// and it makes no loss. Here a period is a year; in the first one there is no last period, and the
// second rule goes without its prices. It never lets an order stand: one that presses takes too.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_sniper(const SeatBrief& brief);

}  // namespace tanshi
