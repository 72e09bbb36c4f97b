// Triggers on average prices: "more than k times the average of the two years before".
//
// Averages are exact fractions until they are published as a price. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "exchange/base/units.h"

namespace tanshi {

// sum / count, in cents per tonne. REQUIRES: sum >= 0, count > 0, both at most 10^13.
struct MeanPrice {
  std::int64_t sum = 0;
  std::int64_t count = 1;
};

// REQUIRES: at least one price, each in 0 .. kMaxPrice, at most a million of them.
[[nodiscard]] MeanPrice mean_price(std::span<const Price> prices);
[[nodiscard]] Price rounded(MeanPrice mean);  // to the nearest cent, halves up

// multiple x reference, to the nearest cent, halves up; 20,000 basis points are twice.
[[nodiscard]] Price times(BasisPoints multiple, MeanPrice reference);

// Whether mean > multiple x reference, exactly.
[[nodiscard]] bool is_above(MeanPrice mean, BasisPoints multiple, MeanPrice reference);

// How many of the last periods were above `trigger` without a break; `means` in order of time.
[[nodiscard]] std::size_t periods_above(std::span<const Price> means, Price trigger);

}  // namespace tanshi
