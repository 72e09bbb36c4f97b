#include "agents/abatement/rounding.h"

#include <algorithm>
#include <cmath>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

// How far from an integer a value is still that integer (rounding.h).
constexpr double kWhole = 1e-6;

double floor_whole(double value) {
  return std::floor(value + kWhole);
}
double ceil_whole(double value) {
  return std::ceil(value - kWhole);
}
double nearest(double value) {
  return std::floor(value + 0.5);
}

std::int64_t to_integer(double whole, std::int64_t low, std::int64_t high) {
  TANSHI_CHECK(!std::isnan(whole));
  if (whole <= static_cast<double>(low)) return low;
  if (whole >= static_cast<double>(high)) return high;
  return static_cast<std::int64_t>(whole);
}

Tonnes to_tonnes(double whole) {
  return Tonnes(to_integer(whole, 0, kMaxQuantity.raw()));
}

// `ticks` may be past the highest price; so may the highest price be between two ticks.
Price to_price(double ticks, Price tick) {
  TANSHI_CHECK(tick > Price());
  const std::int64_t most_ticks = kMaxPrice.raw() / tick.raw();
  return Price(to_integer(ticks, 0, most_ticks) * tick.raw());
}

double in_ticks(double currency_per_tonne, Price tick) {
  return currency_per_tonne * 100 / static_cast<double>(tick.raw());
}

}  // namespace

Tonnes to_tonnes_nearest(double tonnes) {
  return to_tonnes(nearest(tonnes));
}
Tonnes to_tonnes_floor(double tonnes) {
  return to_tonnes(floor_whole(tonnes));
}
Tonnes to_tonnes_ceil(double tonnes) {
  return to_tonnes(ceil_whole(tonnes));
}

Price to_price_nearest(double currency_per_tonne, Price tick) {
  return to_price(nearest(in_ticks(currency_per_tonne, tick)), tick);
}
Price to_price_floor(double currency_per_tonne, Price tick) {
  return to_price(floor_whole(in_ticks(currency_per_tonne, tick)), tick);
}
Price to_price_ceil(double currency_per_tonne, Price tick) {
  return to_price(ceil_whole(in_ticks(currency_per_tonne, tick)), tick);
}

Cash to_cash_nearest(double currency) {
  return Cash(to_integer(std::round(currency * 100), -kMaxCash.raw(), kMaxCash.raw()));
}

PartsPerMillion to_millionths(double times) {
  constexpr std::int64_t kMost = 1'000'000'000'000'000;
  return PartsPerMillion(to_integer(nearest(times * 1'000'000), 0, kMost));
}

}  // namespace tanshi
