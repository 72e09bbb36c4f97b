// A cap that falls, or rises, by the same share of itself every year.
//
//   cap = cap of the year before x (1 - rate), to the nearest tonne
//
// RGGI from 91,000,000 short tons in 2014 by 2.5 % a year gives the caps that it published for 2016
// and 2018 to 2020 (rggi.org) to the ton. A rate below 0 lets the cap grow.
//
// Pure.
#pragma once

#include <cstdint>

#include "exchange/base/units.h"

namespace tanshi {

// After `years` such steps. REQUIRES: start in 0 .. kMaxQuantity; rate in -10,000 .. 10,000;
// years in 0 .. 200. What would be above kMaxQuantity is kMaxQuantity.
[[nodiscard]] Tonnes proportional_cap(Tonnes start, BasisPoints rate, std::int32_t years);

}  // namespace tanshi
