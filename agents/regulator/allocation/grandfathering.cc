#include "agents/regulator/allocation/grandfathering.h"

#include "exchange/base/checked_math.h"

namespace tanshi {

Tonnes grandfathered(std::span<const Tonnes> emissions, BasisPoints share) {
  TANSHI_CHECK(!emissions.empty() && emissions.size() <= 100);
  TANSHI_CHECK(share >= BasisPoints() && share <= BasisPoints(1'000'000));
  Tonnes sum;
  for (const Tonnes year : emissions) {
    TANSHI_CHECK(year >= Tonnes() && year <= kMaxQuantity);
    sum += year;
  }
  return Tonnes(mul_div_nearest(sum.raw(), share.raw(),
                                kFullShare.raw() * static_cast<std::int64_t>(emissions.size())));
}

}  // namespace tanshi
