// Where a supply of allowances meets what is needed.
#pragma once

#include <algorithm>

#include "agents/abatement/margin.h"

namespace tanshi {

// The margin at which `freed`, tonnes at a price that do not fall as it rises, meets `need_t`; at
// most that of everything at `highest`. Half a tonne more or less counts as the same.
template <class Freed>
[[nodiscard]] Margin clearing_margin(const Freed& freed, double need_t, double highest) {
  constexpr double kSlack = 0.5;
  const double most_t = freed(highest);
  if (most_t < need_t - kSlack) return {highest, 1, highest};
  return *find_margin(freed, {std::min(need_t, most_t), kSlack}, Margin{});
}

}  // namespace tanshi
