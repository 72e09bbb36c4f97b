// Giveaway: quotes its limit, and so gives the whole gain of a trade away (GVWY of the Bristol
// Stock Exchange; Cliff, "An open-source limit-order-book exchange for teaching and research",
// IEEE Symposium Series on Computational Intelligence, 2018). On a book it still gains what the
// quote that it takes is better than its limit.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_giveaway(const SeatBrief& brief);

}  // namespace tanshi
