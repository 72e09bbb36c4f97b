// GDX (Tesauro & Bredin, "Strategic sequential bidding in auctions using dynamic programming",
// First International Joint Conference on Autonomous Agents and Multi-Agent Systems, 2002): GD's
// beliefs, and a price that also heeds what may be gained by waiting. With n chances to bid left
// and the discount factor g = 0.9,
//
//   V(n) = max over prices of  chance x surplus + (1 - chance) x g x V(n - 1),   V(0) = 0
//
// The price quoted is the one that gives V(n). The paper's V also counts further units; here one
// unit (a valuation tells no more than the next quantity), so V of no units left is 0. n is at most
// 64: g^64 is a thousandth.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_gdx(const SeatBrief& brief);

}  // namespace tanshi
