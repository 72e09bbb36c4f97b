#include "agents/regulator/allocation/china_industry_allocation.h"

#include <algorithm>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

bool is_in_range(Tonnes quantity) {
  return quantity >= Tonnes() && quantity <= kMaxQuantity;
}

}  // namespace

Tonnes china_industry_allocation(Year year, Tonnes emissions, Tonnes by_intensity,
                                 BasisPoints most_gap) {
  TANSHI_CHECK(year >= kFirstChinaIndustryYear);
  TANSHI_CHECK(is_in_range(emissions) && is_in_range(by_intensity));
  TANSHI_CHECK(most_gap >= BasisPoints() && most_gap <= kFullShare);
  if (year == kFirstChinaIndustryYear) return emissions;
  const Tonnes gap = share_floor(most_gap, emissions);
  return std::clamp(by_intensity, emissions - gap, emissions + gap);
}

}  // namespace tanshi
