// Gjerstad & Dickhaut, "Price formation in double auctions", Games and Economic Behavior 22, 1998:
// quotes the price with the greatest expected surplus, price against limit times the believed
// probability of being accepted (belief.h).
//
// Differs from the paper where our market does: an order stands until it is replaced, a quantity is
// quoted at once, and where no price has an expected surplus the order is withdrawn.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_gd(const SeatBrief& brief);

}  // namespace tanshi
