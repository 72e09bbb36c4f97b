// Open auctions out of a snapshot. Private to exchange/market.
#pragma once

#include "exchange/market/market_core.h"
#include "exchange/market/market_state.h"

namespace tanshi {

// Opens the state's auctions in `core`, whose accounts and instruments are restored. Whether the
// escrow matches is for escrow_matches_orders(). Errors: false when they could not have come
// about; never aborts.
[[nodiscard]] bool restore_auctions(const MarketState& state, MarketCore& core);

}  // namespace tanshi
