#include "exchange/policy/compliance_period.h"

#include <algorithm>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

void check(const CompliancePeriods& periods) {
  TANSHI_CHECK(periods.years >= 1 && periods.years <= kMostPeriodYears);
  TANSHI_CHECK(periods.interim >= BasisPoints() && periods.interim <= kFullShare);
}

}  // namespace

YearRange period_of(const CompliancePeriods& periods, Year year) {
  check(periods);
  TANSHI_CHECK(year >= periods.first);
  const std::int32_t into = (raw(year) - raw(periods.first)) % periods.years;
  const Year first = years_after(year, -into);
  return {first, years_after(first, periods.years - 1)};
}

Tonnes obligation_due(const CompliancePeriods& periods, std::span<const Tonnes> emissions,
                      Tonnes surrendered) {
  check(periods);
  TANSHI_CHECK(!emissions.empty() && emissions.size() <= static_cast<std::size_t>(periods.years));
  TANSHI_CHECK(surrendered >= Tonnes());
  Tonnes owed;
  for (const Tonnes year : emissions) {
    TANSHI_CHECK(year >= Tonnes() && year <= kMaxQuantity);
    owed += year;
  }
  const bool is_last = emissions.size() == static_cast<std::size_t>(periods.years);
  if (!is_last) return share_ceil(periods.interim, emissions.back());
  return std::max(owed - surrendered, Tonnes());
}

}  // namespace tanshi
