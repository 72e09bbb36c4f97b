// Follows the trend: the moving-average rule (1, 50, 1 %) of Brock, Lakonishok & LeBaron, "Simple
// technical trading rules and the stochastic properties of stock returns", Journal of Finance 47,
// 1992: while the latest price is more than 1 % above the mean of the latest 50 it buys, while it
// is more than 1 % below it sells, at the best quote of the other side; in between it does nothing.
//
// Here prices are those of trades, not of days' ends, so that the rule works within a year; with
// fewer than 50 the mean is of those that there are. It takes no price beyond its valuation's
// limit; what presses is bought and sold whatever the trend.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_trend_follower(const SeatBrief& brief);

}  // namespace tanshi
