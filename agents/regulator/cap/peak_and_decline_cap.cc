#include "agents/regulator/cap/peak_and_decline_cap.h"

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

bool is_in_range(Tonnes cap) {
  return cap >= Tonnes() && cap <= kMaxQuantity;
}

Tonnes between(const CapPoint& from, const CapPoint& to, Year year) {
  return from.cap + Tonnes(mul_div_nearest((to.cap - from.cap).raw(), raw(year) - raw(from.year),
                                           raw(to.year) - raw(from.year)));
}

}  // namespace

Tonnes peak_and_decline_cap(const PeakAndDecline& path, Year year) {
  const auto& [start, peak, end] = path;
  TANSHI_CHECK(start.year < peak.year && peak.year < end.year && year >= start.year);
  TANSHI_CHECK(is_in_range(start.cap) && is_in_range(peak.cap) && is_in_range(end.cap));
  if (year >= end.year) return end.cap;
  return year <= peak.year ? between(start, peak, year) : between(peak, end, year);
}

}  // namespace tanshi
