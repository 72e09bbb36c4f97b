// A noise trader: orders that follow from nothing, at random times, as the order flow of Smith,
// Farmer, Gillemot & Krishnamurthy, "Statistical theory of the continuous double auction",
// Quantitative Finance 3, 2003: market orders, limit orders and cancellations are Poisson
// processes, limit prices uniform.
//
// In each wake and on each side that its valuation wants, it cancels what stands (1 in 10), takes
// the best quote of the other side (1 in 10), or shows a limit order (1 in 5) at a price that is
// uniform between half of and one and a half times the latest price; else it does nothing, as in
// the intervals between arrivals. The three rates are assumptions. Where nobody has traded, the
// price is that which the valuation thinks fair, or its limit. Nothing beyond the limit.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_noise(const SeatBrief& brief);

}  // namespace tanshi
