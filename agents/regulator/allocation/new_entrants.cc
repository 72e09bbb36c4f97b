#include "agents/regulator/allocation/new_entrants.h"

#include <algorithm>

#include "exchange/base/checked_math.h"

namespace tanshi {

NewEntrantGrant new_entrant_grant(Tonnes in_reserve, Tonnes yearly_claim, std::int32_t years) {
  TANSHI_CHECK(in_reserve >= Tonnes() && in_reserve <= kMaxQuantity);
  TANSHI_CHECK(yearly_claim >= Tonnes() && yearly_claim <= kMaxQuantity);
  TANSHI_CHECK(years >= 1 && years <= 100);
  const Tonnes yearly = std::min(yearly_claim, Tonnes(div_floor(in_reserve.raw(), years)));
  return {yearly, Tonnes(yearly.raw() * years)};
}

}  // namespace tanshi
