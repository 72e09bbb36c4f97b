// The auction once more, by brute force: every price is tried, every tonne is given out by itself.
// Shares no code with clear_auction.cc. Slow: for stacks of some hundred tonnes at low prices.
//
// Not drawn here is an order from a seed: with TieRule::kSeeded, or RestRule::kSeeded of pro-rata
// shares, the awards at the lowest accepted price are those of kByArrival or kToEarliest, and the
// test compares what any order must have.
#pragma once

#include <span>

#include "exchange/auction/clear_auction.h"

namespace tanshi {

[[nodiscard]] AuctionOutcome naive_auction(const Auction& auction, std::span<const Bid> bids);

}  // namespace tanshi
