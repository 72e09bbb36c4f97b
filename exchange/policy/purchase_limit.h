// Purchase limit: the most that one bidder, or group of bidders, may buy in an auction.
//
//   limit = share x offer, in whole lots, rounded down
//
// RGGI: 25 % of the offer, lots of 1,000 (c2es.org, September 2008). California, current vintages
// 2012 to 2014: 15 % for covered entities, 40 % for distribution utilities, 4 % for others;
// advance auctions 25 % (emissions-euets.com). Korea: 30 %, from 2019 15 % (ICAP).
//
// Pure.
#pragma once

#include "exchange/base/checked_math.h"
#include "exchange/base/units.h"

namespace tanshi {

// REQUIRES: share in 0 .. 10,000; offer >= 0; lot > 0.
[[nodiscard]] constexpr Tonnes purchase_limit(BasisPoints share, Tonnes offer,
                                              Tonnes lot = Tonnes(1)) {
  TANSHI_CHECK(share >= BasisPoints() && share <= kFullShare);
  TANSHI_CHECK(offer >= Tonnes() && lot > Tonnes());
  const std::int64_t limit = share_floor(share, offer).raw();
  return Tonnes(limit - limit % lot.raw());
}

}  // namespace tanshi
