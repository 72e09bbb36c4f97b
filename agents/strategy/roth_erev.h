// Roth & Erev ("Learning in extensive-form games: experimental data and simple dynamic models in
// the intermediate term", Games and Economic Behavior 8, 1995), as modified by Nicolaisen, Petrov &
// Tesfatsion ("Market power and efficiency in a computational electricity market with
// discriminatory double-auction pricing", IEEE Transactions on Evolutionary Computation 5, 2001):
// tries K = 30 prices, and does again what paid.
//
// Price j is chosen with the probability q_j / sum q. When a trial k paid R, with recency phi =
// 0.10 and experimentation e = 0.20:
//
//   q_j <- (1 - phi) q_j + R (1 - e)           for j = k
//   q_j <- (1 - phi) q_j + q_j e / (K - 1)     for the others
//
// (The modification: the others get a part of their own propensity, so that what pays nothing also
// teaches.) A buyer's prices are l (1 - j / K), a seller's l + (M - l) j / K, with the limit l and
// the highest price M (one_side.h). R is the gain per unit of price range, the quantity as a share
// of what was shown. All q are 1 at first: the scaling s(1) = 1 of the paper's first treatments.
//
// Here a trial lasts until the trader trades, at most eight wakes: on a standing book a new price
// at each wake would hardly ever be taken.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_roth_erev(const SeatBrief& brief);

}  // namespace tanshi
