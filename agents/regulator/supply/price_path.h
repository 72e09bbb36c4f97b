// Prices that a law sets for a year and then raises once a year by a rate.
//
// Each year's price is the year before's, raised and rounded to the nearest cent, halves up. So
// rounding compounds: the published reserve prices and triggers of RGGI, and the reserve prices
// and tiers of California, come out to the cent this way only. Pure.
#pragma once

#include <cstdint>
#include <span>

#include "exchange/base/checked_math.h"
#include "exchange/base/units.h"

namespace tanshi {

// REQUIRES: rate >= -1,000,000.
[[nodiscard]] constexpr Price raised(Price price, PartsPerMillion rate) {
  constexpr std::int64_t kParts = 1'000'000;
  TANSHI_CHECK(rate.raw() >= -kParts);
  return Price(mul_div_nearest(price.raw(), kParts + rate.raw(), kParts));
}

// Raised in each of `years` years. REQUIRES: as above, years >= 0; no year's price is above
// kMaxPrice (stays_in_range).
[[nodiscard]] constexpr Price raised_yearly(Price price, PartsPerMillion rate, std::int32_t years) {
  TANSHI_CHECK(years >= 0);
  for (std::int32_t year = 0; year < years; ++year) {
    price = raised(price, rate);
    TANSHI_CHECK(price <= kMaxPrice);
  }
  return price;
}

// Whether raised_yearly may be asked.
[[nodiscard]] constexpr bool stays_in_range(Price price, PartsPerMillion rate, std::int32_t years) {
  for (std::int32_t year = 0; year < years && price <= kMaxPrice; ++year)
    price = raised(price, rate);
  return price <= kMaxPrice;
}

// raised_yearly(), but kMaxPrice where that is beyond it.
[[nodiscard]] constexpr Price raised_to_limit(Price price, PartsPerMillion rate,
                                              std::int32_t years) {
  return stays_in_range(price, rate, years) ? raised_yearly(price, rate, years) : kMaxPrice;
}

// A price set for a year, and what it rises by in each year after until the next step.
struct PriceStep {
  Year first{};
  Price price;
  PartsPerMillion rise{};
};

// The step that a year is in; nullptr before the first. REQUIRES: steps in order of time.
[[nodiscard]] constexpr const PriceStep* step_in(std::span<const PriceStep> steps, Year year) {
  const PriceStep* found = nullptr;
  for (const PriceStep& step : steps)
    if (step.first <= year) found = &step;
  return found;
}

// Zero before the first step. REQUIRES: as above.
[[nodiscard]] constexpr Price price_in(std::span<const PriceStep> steps, Year year) {
  const PriceStep* const step = step_in(steps, year);
  if (step == nullptr) return {};
  return raised_yearly(step->price, step->rise, raw(year) - raw(step->first));
}

}  // namespace tanshi
