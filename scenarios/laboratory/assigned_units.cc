#include "scenarios/laboratory/assigned_units.h"

#include <cstddef>
#include <cstdint>

#include "exchange/base/check.h"

namespace tanshi {

void AssignedUnits::assign(const TraderUnits& units) {
  buying_ = {units.values, 0};
  selling_ = {units.costs, 0};
}

// No idea of the market's price: a trader of the laboratory knows its units, and what it hears.
Appraisal AssignedUnits::appraise(const Observation&) {
  return {next_of(buying_), next_of(selling_), Price()};
}

Worth AssignedUnits::next_of(Units& units) {
  if (units.left.empty()) return {};
  units.current = 0;
  if (!in_order_) {
    const auto last = static_cast<std::int64_t>(units.left.size()) - 1;
    units.current = static_cast<std::size_t>(random_.uniform_int(0, last));
  }
  return {units.left[units.current], Tonnes(1)};
}

Price AssignedUnits::traded(Side side) {
  Units& units = side == Side::kBuy ? buying_ : selling_;
  TANSHI_CHECK(units.current < units.left.size());
  const Price unit = units.left[units.current];
  units.left.erase(units.left.begin() + static_cast<std::ptrdiff_t>(units.current));
  units.current = 0;
  return unit;
}

}  // namespace tanshi
