// Damages a market's state in one place: a number is off by one, or anything at all, or an element
// of a list is lost, doubled or out of place. For tests of what a damaged snapshot does.
#pragma once

#include "exchange/base/random_stream.h"
#include "exchange/market/market_state.h"

namespace tanshi {

// May leave the state as it was, if two numbers that it exchanges are equal.
void damage(MarketState& state, RandomStream& random);

}  // namespace tanshi
