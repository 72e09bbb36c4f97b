// Adaptive aggressiveness (Vytelingum, Cliff & Jennings, "Strategic bidding in continuous double
// auctions", Artificial Intelligence 172, 2008, 1700-1729).
//
// The trader estimates the equilibrium price p* by a mean of the latest N = 30 trades, each older
// one weighing rho = 0.9 of the next. Its aggressiveness r in [-1, 1] gives the price t that it
// aims at; with f(x) = (e^(x theta) - 1) / (e^theta - 1), limit l, highest price M:
//
//   buyer, l > p*   r < 0: t = p* (1 - f'(-r))             r > 0: t = p* + (l - p*) f(r)
//   buyer, l <= p*  r < 0: t = l (1 - f(-r))               r > 0: t = l
//   seller, l < p*  r < 0: t = p* + (M - p*) f'(-r)        r > 0: t = l + (p* - l) (1 - f(r))
//   seller, l >= p* r < 0: t = l + (M - l) f(-r)           r > 0: t = l
//
// where f' is f with the theta' that gives t one slope at r = 0. It learns from each trade at q
// (less aggressive if its target would have traded, else more) and from each quote of its own side
// that its target does not beat (more): r += beta1 (d - r) with d = r_q +- (0.05 |r_q| + 0.01),
// where r_q is the aggressiveness whose target is q. Theta follows the volatility of prices:
// theta += beta2 (theta* - theta), theta* = -8 + 10 (1 - a e^(2 (a - 1))), a Smith's alpha about
// p* between its least and greatest so far. beta1 = beta2 = 0.5. It takes a quote that is no worse
// than t, and else comes a third (eta = 3) of the way from its side's best quote to t.
//
// First r is drawn from U[-0.3, 0] and theta from U[-5, 0], as in the Bristol Stock Exchange's
// version. Differs from the paper: it has (1 +- 0.05) r_q, with which who is passive (r < 0) would
// turn back when it should become bolder; the valuation's idea of the market's price stands in for
// p* until there was a trade, and bounds M (one_side.h); quotes are heard at the next wake, and the
// best of its own side that stands as one that nobody took, as zip.h says; it betters a quote by a
// tick at least, and learns of one as of the price a tick better: else no quote would move on a
// coarse tick.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_aa(const SeatBrief& brief);

}  // namespace tanshi
