// Whether a market's state accounts for every cent and every tonne, counted over the plain values
// in 128 bits and with none of the market's own code.
#pragma once

#include "exchange/market/market_state.h"

namespace tanshi {

// True if
//   deposits - withdrawals = cash of all accounts + penalties;
//   of each vintage: issued = lots of all accounts + surrendered + cancelled;
//   of each holding: available + escrowed = its lots, neither below zero;
//   what is escrowed is what the resting orders bind;
//   of each forward the positions sum to zero, in tonnes and in cash, and bind their margin;
//   no book is crossed.
[[nodiscard]] bool adds_up(const MarketState& state);

}  // namespace tanshi
