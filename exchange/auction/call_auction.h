// Call auction: one price for all orders that the book has gathered, at the open, the close, or
// as the market's only mode (frequent batches).
//
// At a price p, D(p) is what buyers want at p or more and S(p) what sellers offer at p or less.
// The clearing price is found in four steps, each among the prices that the one before left:
//
//   1. maximum volume: min(D(p), S(p)) is the highest;
//   2. least surplus: |D(p) - S(p)| is the smallest;
//   3. market pressure: where buyers are left over at every such price, the highest; where sellers
//      are, the lowest;
//   4. nearest to the reference price, the higher of two that are equally near; without a
//      reference, the middle of the remaining prices, rounded down to the tick.
//
// The prices looked at are those of the book's tick. Step 4 may therefore choose a price that no
// order has: inside the interval that steps 1 to 3 left.
//
// Pure. O(n) in the levels of both sides.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "exchange/base/units.h"
#include "exchange/book/book_types.h"

namespace tanshi {

// Which step decided.
enum class CallStep : std::uint8_t {
  kMaximumVolume = 1,
  kLeastSurplus = 2,
  kMarketPressure = 3,
  kReferencePrice = 4,
};

struct CallResult {
  Price price;     // indicative, or of the auction
  Tonnes volume;   // at least 1
  Tonnes surplus;  // D - S: what is left of the buyers; negative: of the sellers
  CallStep step = CallStep::kMaximumVolume;

  friend bool operator==(const CallResult&, const CallResult&) = default;
};

// `buys` fall and `sells` rise in price, as OrderBook::depth gives them, which may cross here.
// `reference`: the last price, if there is one. Nothing when nothing would trade.
// REQUIRES: prices on the tick and in the spec's range, strictly ordered; quantities positive, of
// each side at most kMaxAuctionQuantity in all.
[[nodiscard]] std::optional<CallResult> call_auction(std::span<const DepthLevel> buys,
                                                     std::span<const DepthLevel> sells,
                                                     const BookSpec& spec,
                                                     std::optional<Price> reference);

}  // namespace tanshi
