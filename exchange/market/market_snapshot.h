// A market's whole state as plain values, and back. Private to exchange/market.
#pragma once

#include <optional>

#include "exchange/market/market_core.h"
#include "exchange/market/market_state.h"

namespace tanshi {

[[nodiscard]] MarketState state_of(const MarketCore& core);

// Errors: nullopt unless some sequence of commands could have led to `state`, as far as its
// balances and books can tell. Never aborts.
[[nodiscard]] std::optional<MarketCore> restore_core(const MarketState& state);

}  // namespace tanshi
