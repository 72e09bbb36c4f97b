#include "agents/regulator/allocation/cap_split.h"

#include "exchange/base/checked_math.h"

namespace tanshi {

CapSplit split_cap(Tonnes cap, BasisPoints auction_share, BasisPoints reserve_share) {
  TANSHI_CHECK(cap >= Tonnes() && cap <= kMaxQuantity);
  TANSHI_CHECK(auction_share >= BasisPoints() && reserve_share >= BasisPoints());
  const BasisPoints free_share = kFullShare - auction_share - reserve_share;
  TANSHI_CHECK(free_share >= BasisPoints());
  const Tonnes reserve = share_floor(reserve_share, cap);
  const Tonnes free = share_floor(free_share, cap);
  return {reserve, free, cap - reserve - free};
}

}  // namespace tanshi
