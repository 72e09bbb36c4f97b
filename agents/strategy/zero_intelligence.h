// Zero-intelligence traders (Gode & Sunder, "Allocative efficiency of markets with zero-
// intelligence traders", Journal of Political Economy 101, 1993): a price drawn uniformly from all
// that the market allows (ZI-U), or from those that make no loss (ZI-C). A new price each wake.
//
// Where there is a penalty, ZI-C asks at most twice the market's price, as far above it as a bid
// may be below, and at most that price and the penalty, which is what going without costs. In a
// market whose highest price is many times its price hardly an ask would else be within reach, and
// the price would be the buyers' worth.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_zi_u(const SeatBrief& brief);
[[nodiscard]] std::unique_ptr<Strategy> make_zi_c(const SeatBrief& brief);

}  // namespace tanshi
