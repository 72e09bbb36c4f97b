// Allocation in two parts: an advance before a year's output is known, and the rest when it is.
//
//   advance = share x base, rounded down
//   rest    = final allocation - advance; below 0 it is taken back
//
// China: 70 % of what the benchmarks give for the output of 2018 (2019, 2020), of verified
// emissions of 2021 (2021, 2022), of verified emissions of the year before (2023, 2024); at most
// 50 % of those in the draft for 2025 and 2026. California allocates by the output of two years
// before and trues up likewise (17 CCR 95891(b)).
//
// Pure.
#pragma once

#include "exchange/base/units.h"

namespace tanshi {

// REQUIRES: share in 0 .. 10,000; base in 0 .. kMaxQuantity.
[[nodiscard]] Tonnes pre_allocation(BasisPoints share, Tonnes base);

// REQUIRES: both in 0 .. kMaxQuantity.
[[nodiscard]] Tonnes true_up(Tonnes final_allocation, Tonnes advance);

}  // namespace tanshi
