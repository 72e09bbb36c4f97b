// What a call of an instrument's waiting orders would give now. Private to exchange/market.
#pragma once

#include <optional>

#include "exchange/auction/call_auction.h"
#include "exchange/market/instrument.h"

namespace tanshi {

// Nothing if nothing can trade, or if the instrument does not trade by call. O(levels).
[[nodiscard]] std::optional<CallResult> call_now(const Instrument& instrument);

}  // namespace tanshi
