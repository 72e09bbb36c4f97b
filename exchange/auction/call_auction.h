// Call auction: one price for all orders that the book has gathered, at the open, the close, or
// as the market's only mode (frequent batches).
//
// At a price p, D(p) is what buyers want at p or more and S(p) what sellers offer at p or less.
// The price is found in four steps, each among the prices that the one before left:
//
//   1. maximum volume: min(D(p), S(p)) is the highest;
//   2. least surplus: |D(p) - S(p)| is the smallest;
//   3. market pressure: the highest price if buyers are left over at every one, the lowest if
//      sellers are; if buyers at some and sellers at others, the two prices where that changes;
//   4. the price nearest to the reference price; without one, the middle, rounded down to the tick.
//
// as on the Australian exchange (ASX, "How opening and closing prices are calculated") and with
// other words on Xetra. All prices on the book's tick are candidates, also those that no order has.
//
// Pure. O(levels of both sides), without allocation.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "exchange/base/units.h"
#include "exchange/book/book_types.h"

namespace tanshi {

// The step that left one price.
enum class CallStep : std::uint8_t {
  kMaximumVolume = 1,
  kLeastSurplus = 2,
  kMarketPressure = 3,
  kReferencePrice = 4,
};

struct CallResult {
  Price price;     // of the auction; before it is held, the indicative price
  Tonnes volume;   // that trades at it, at least 1
  Tonnes surplus;  // D - S: what is left over of the buyers; negative: of the sellers
  CallStep step = CallStep::kMaximumVolume;

  friend bool operator==(const CallResult&, const CallResult&) = default;
};

// `buys` fall and `sells` rise in price, as OrderBook::depth gives them, but may cross each other.
// `reference`: the last price, if there is one. Nothing if nothing can trade.
// REQUIRES: spec as BookSpec says; prices on its tick and in its range, no two of one side equal;
// quantities positive.
[[nodiscard]] std::optional<CallResult> call_auction(std::span<const DepthLevel> buys,
                                                     std::span<const DepthLevel> sells,
                                                     const BookSpec& spec,
                                                     std::optional<Price> reference);

}  // namespace tanshi
