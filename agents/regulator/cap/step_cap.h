// A cap that falls in absolute steps: so many tonnes a year, from a year on, until the next step.
//
//   cap(y) = max(0, start - sum of the cuts of the years start + 1 .. y)
//
// RGGI from 2027: about 69.8 M, 8.5 M a year less to 2033, then 2.4 M to 2037 (ICAP, 3 July 2025).
// California after 2031: 193.8 M, 6.7 M a year less (17 CCR 95841(b)).
//
// Pure.
#pragma once

#include <span>

#include "exchange/base/units.h"

namespace tanshi {

struct CapStep {
  Year from{};  // the first year whose cap it lowers
  Tonnes cut;   // a year; negative: the cap rises
};

// REQUIRES: steps ascend by `from`; start in 0 .. kMaxQuantity; |cut| <= kMaxQuantity; year >=
// start_year and at most 1,000 years after it. Years before the first step keep the start. What
// would be above kMaxQuantity is kMaxQuantity.
[[nodiscard]] Tonnes step_cap(Year start_year, Tonnes start, std::span<const CapStep> steps,
                              Year year);

}  // namespace tanshi
