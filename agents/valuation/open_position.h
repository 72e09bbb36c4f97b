// What a trader without a plant may buy and sell who finds its prices itself: a quantity at a time,
// at any price.
//
// It buys and sells `clip` x its first holding at a time, until it holds nothing or twice the first
// holding; one that begins with nothing gets one lot at a time, up to ten. Fair is the price at
// which one could trade (market_view.h), or halfway between the quotes.
//
// In the last year of the horizon (any year, where allowances lapse) it means to hold less day by
// day: it buys no more than that, and all above it is for sale and presses at the best bid.
//
// The figures are assumptions of this project.
#pragma once

#include <memory>

#include "agents/valuation/valuation.h"

namespace tanshi {

inline constexpr double kPositionClip = 0.1;

[[nodiscard]] std::unique_ptr<Valuation> make_open_position_valuation(const SeatBrief& brief);

}  // namespace tanshi
