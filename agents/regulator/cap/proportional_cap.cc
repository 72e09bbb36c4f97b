#include "agents/regulator/cap/proportional_cap.h"

#include <algorithm>

#include "exchange/base/checked_math.h"

namespace tanshi {

Tonnes proportional_cap(Tonnes start, BasisPoints rate, std::int32_t years) {
  TANSHI_CHECK(start >= Tonnes() && start <= kMaxQuantity);
  TANSHI_CHECK(rate >= -kFullShare && rate <= kFullShare);
  TANSHI_CHECK(years >= 0 && years <= 200);
  Tonnes cap = start;
  for (std::int32_t i = 0; i < years; ++i)
    cap = std::min(share_nearest(kFullShare - rate, cap), kMaxQuantity);
  return cap;
}

}  // namespace tanshi
