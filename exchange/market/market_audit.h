// Whether a market's parts agree with one another. Private to exchange/market.
#pragma once

#include "exchange/market/market_core.h"

namespace tanshi {

// Whether each account's escrow is what its resting orders, bids and consignments bind, in cash
// and in allowances, and each resting order is known to its account. O(accounts + orders). Never
// aborts.
[[nodiscard]] bool escrow_matches_orders(const MarketCore& core);

}  // namespace tanshi
