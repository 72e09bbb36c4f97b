// A market maker: stands on both sides at what its valuation says, and takes nothing unless it
// presses. Where the two prices are and how they lean with the inventory is the valuation's
// (valuation/inventory.h).
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_market_maker(const SeatBrief& brief);

}  // namespace tanshi
