// How a cap falls to a reserve, to free allocation and to auctions.
//
//   reserve = reserve share x cap;  free = (1 - reserve share - auction share) x cap
//   auction = the rest
//
// Reserve and free allocation are rounded down: auctioning takes what rounding leaves. The EU
// auctions 57 % of the cap in its third phase.
//
// Pure.
#pragma once

#include "exchange/base/units.h"

namespace tanshi {

// Invariant: the three add up to the cap.
struct CapSplit {
  Tonnes reserve;
  Tonnes free;
  Tonnes auction;

  friend bool operator==(const CapSplit&, const CapSplit&) = default;
};

// REQUIRES: cap in 0 .. kMaxQuantity; shares >= 0, together at most 10,000.
[[nodiscard]] CapSplit split_cap(Tonnes cap, BasisPoints auction_share, BasisPoints reserve_share);

}  // namespace tanshi
