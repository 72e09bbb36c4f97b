#include "agents/regulator/cap/step_cap.h"

#include <algorithm>

#include "exchange/base/checked_math.h"

namespace tanshi {

Tonnes step_cap(Year start_year, Tonnes start, std::span<const CapStep> steps, Year year) {
  TANSHI_CHECK(start >= Tonnes() && start <= kMaxQuantity);
  TANSHI_CHECK(year >= start_year && raw(year) - raw(start_year) <= 1'000);
  TANSHI_CHECK(std::ranges::is_sorted(steps, {}, &CapStep::from));
  Tonnes cap = start;
  for (Year at = years_after(start_year, 1); at <= year; at = years_after(at, 1)) {
    const auto next = std::ranges::upper_bound(steps, at, {}, &CapStep::from);
    if (next == steps.begin()) continue;
    const Tonnes cut = std::prev(next)->cut;
    TANSHI_CHECK(cut >= -kMaxQuantity && cut <= kMaxQuantity);
    cap = std::clamp(cap - cut, Tonnes(), kMaxQuantity);
  }
  return cap;
}

}  // namespace tanshi
