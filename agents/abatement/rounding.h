// The one way out of the models: double to the market's integers, and back.
//
// Models count in tonnes, currency units per tonne and currency units; the market in tonnes and
// cents. What a model computes carries rounding of about 1e-16 of it, so 0.29 EUR may arrive as
// 28.999999999999996 cents: floor and ceil take a value within a millionth of a unit of an
// integer for that integer.
//
// Values outside what a command may carry (checked_math.h) become the nearest that it may: an
// order at the highest price is what "at any price" means to a market. NaN is a bug and aborts.
#pragma once

#include "exchange/base/checked_math.h"
#include "exchange/base/units.h"

namespace tanshi {

// In 0 .. kMaxQuantity. Halves go up.
[[nodiscard]] Tonnes to_tonnes_nearest(double tonnes);
[[nodiscard]] Tonnes to_tonnes_floor(double tonnes);
[[nodiscard]] Tonnes to_tonnes_ceil(double tonnes);

// Multiples of `tick` in 0 .. kMaxPrice. A buyer rounds down and a seller up, so that neither
// trades at a loss by rounding. REQUIRES: tick > 0.
[[nodiscard]] Price to_price_nearest(double currency_per_tonne, Price tick = Price(1));
[[nodiscard]] Price to_price_floor(double currency_per_tonne, Price tick = Price(1));
[[nodiscard]] Price to_price_ceil(double currency_per_tonne, Price tick = Price(1));

// In -kMaxCash .. kMaxCash. Halves go away from zero.
[[nodiscard]] Cash to_cash_nearest(double currency);

// In 0 .. 10^15. Halves go up.
[[nodiscard]] PartsPerMillion to_millionths(double times);

[[nodiscard]] constexpr double to_double(Tonnes tonnes) {
  return static_cast<double>(tonnes.raw());
}
[[nodiscard]] constexpr double currency_per_tonne(Price price) {
  return static_cast<double>(price.raw()) / 100;
}
[[nodiscard]] constexpr double currency(Cash cash) {
  return static_cast<double>(cash.raw()) / 100;
}
// How many times the whole it is.
[[nodiscard]] constexpr double times_of(BasisPoints share) {
  return static_cast<double>(share.raw()) / static_cast<double>(kFullShare.raw());
}
[[nodiscard]] constexpr double times_of(PartsPerMillion share) {
  return static_cast<double>(share.raw()) / 1'000'000;
}

}  // namespace tanshi
