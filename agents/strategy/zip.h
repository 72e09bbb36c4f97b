// Zero-intelligence plus (Cliff, "Minimal-intelligence agents for bargaining behaviors in
// market-based environments", HP Laboratories HPL-97-91, 1997): a profit margin over the limit
// price, raised when the market shows that more can be had and lowered when it shows that the
// trader is being undercut, by the Widrow-Hoff rule with momentum.
//
// Parameters are drawn once a trader from the published ranges: learning rate U[0.1, 0.5],
// momentum U[0, 0.1], first margin U[0.05, 0.35], and for each target price a relative change of
// at most 5 % and an absolute one of at most 0.05 currency units, or of three ticks where that is
// more: else no quote would move on a coarse tick.
//
// Four things differ, because our traders hold stocks and quote on a standing book:
// - What is remembered is the price, not the margin: limits move with what is held, and a price
//   that was found must not move with them.
// - Where the valuation has an idea of the market's price, a year's first quote is that price, if
//   it makes no loss: Cliff's traders know no more than their limit, ours may hold a view.
// - The best quote of one's own side that stands is a shout that nobody took, and is heard as one
//   at each wake in which no other was: else a market in which all wait would wait for ever.
// - Prices are compared as quoted, on the tick.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_zip(const SeatBrief& brief);

}  // namespace tanshi
