// Where a supply of abatement stops: a price, and how much of what jumps there is done.
//
// Curves made of steps offer nothing just below a price and a whole project at it, so a price
// alone does not say how much is abated. A `Margin` does: everything that is worth doing at
// `just_below`, and `share` of what `price` adds to that. The two are neighbouring doubles, so
// between them lies a jump or nothing but rounding, and the same few lines serve smooth curves,
// flats, jumps and sums of them without asking which they have met.
#pragma once

#include <algorithm>
#include <bit>
#include <cfloat>
#include <cmath>
#include <compare>
#include <cstdint>
#include <optional>

namespace tanshi {

// Prices in currency units per tonne. The default is the margin of a worthless allowance: only
// measures that pay for themselves (a cost below zero) are done.
struct Margin {
  double price = 0;
  double share = 0;  // 0 .. 1
  double just_below = -DBL_MIN;

  // Margins of one market are ordered as the abatement that they call for.
  friend auto operator<=>(const Margin&, const Margin&) = default;
};

// Sums of tonnes that differ by less than this share of all tonnes involved are equal.
inline constexpr double kRounding = 1e-12;

// No search looks for a price above this; a supply that has not answered by here never does.
inline constexpr double kHighestPrice = 1e150;

// The margin in another year of a path, where prices are `growth` times higher.
[[nodiscard]] inline Margin grown(const Margin& margin, double growth) {
  return {margin.price * growth, margin.share, margin.just_below * growth};
}

// `supply(price)` at a margin, for any supply that does not fall as the price rises.
template <class Supply>
[[nodiscard]] double supply_at(const Supply& supply, const Margin& margin) {
  const double below = supply(margin.just_below);
  return below + margin.share * (supply(margin.price) - below);
}

namespace margin_search {

// A price and by how much supply there exceeds what is wanted.
struct Probe {
  double price = 0;
  double excess = 0;
};

struct Neighbours {
  Probe low;
  Probe high;
};

// Doubles >= 0 are ordered as their bits, so halving a range of bits is a bisection that ends
// after at most 63 steps whatever the scale of prices.
[[nodiscard]] inline std::int64_t bits_of(double price) {
  return std::bit_cast<std::int64_t>(price);
}

[[nodiscard]] inline double interpolate(const Probe& low, const Probe& high) {
  return low.price + (high.price - low.price) * (-low.excess / (high.excess - low.excess));
}

// Narrows a range with low.excess < 0 <= high.excess to two neighbours: false position with the
// Illinois rule (Dowell and Jarratt, BIT 11, 1971), and a bisection after each step that did not
// halve the range, so it ends. A step keeps `stride` away from either end: once the root is
// known to an ulp or two, the next step lands beyond it and closes the range.
template <class Excess>
[[nodiscard]] Neighbours enclose(const Excess& excess, Probe low, Probe high) {
  Probe weighted_low = low;
  Probe weighted_high = high;
  std::int64_t stride = 1;
  bool bisect = false;
  int last_side = 0;
  while (bits_of(high.price) - bits_of(low.price) > 1) {
    const std::int64_t width = bits_of(high.price) - bits_of(low.price);
    std::int64_t bits = bits_of(low.price) + width / 2;
    if (!bisect) {
      const std::int64_t inset = std::min(stride, width / 2);
      const std::int64_t guess = bits_of(interpolate(weighted_low, weighted_high));
      bits = std::clamp(guess, bits_of(low.price) + inset, bits_of(high.price) - inset);
      if (bits != guess && stride < width / 8) stride *= 4;
    }

    const double price = std::bit_cast<double>(bits);
    const Probe probe{price, excess(price)};
    const int side = probe.excess < 0 ? -1 : 1;
    if (side == last_side) (side < 0 ? weighted_high : weighted_low).excess /= 2;
    (side < 0 ? low : high) = probe;
    (side < 0 ? weighted_low : weighted_high) = probe;
    last_side = side;
    bisect = bits_of(high.price) - bits_of(low.price) > width / 2;
  }
  return {low, high};
}

// The neighbours between which `excess` turns from below 0 to 0 or more, `from` or higher.
template <class Excess>
[[nodiscard]] std::optional<Neighbours> find_turn(const Excess& excess, const Margin& from) {
  Probe low{from.just_below, excess(from.just_below)};
  Probe high{from.price, excess(from.price)};
  if (high.excess >= 0) return Neighbours{low, high};

  for (double price = std::max(1.0, 4 * from.price); high.excess < 0; price *= 16) {
    if (high.price == kHighestPrice) return std::nullopt;
    price = std::min(price, kHighestPrice);
    low = high;
    high = {price, excess(price)};
  }
  return enclose(excess, low, high);
}

}  // namespace margin_search

// How much is looked for, and how much more or less counts as the same: sums carry rounding, and
// no project must be called for, or left out, because of it.
struct Wanted {
  double quantity_t = 0;
  double slack_t = 0;
};

// The least margin, `from` or higher, at which `supply` reaches what is wanted; none when it
// never does. `supply` is a function of the price that does not fall as the price rises.
// REQUIRES: supply at `from` is at most what is wanted, but for rounding.
// Complexity: about 12 calls of `supply` when it is smooth, at most some 150.
template <class Supply>
[[nodiscard]] std::optional<Margin> find_margin(const Supply& supply, const Wanted& wanted,
                                                const Margin& from) {
  const auto turn_at = [&](double quantity_t) {
    return margin_search::find_turn([&](double price) { return supply(price) - quantity_t; }, from);
  };
  const double slack_t = wanted.slack_t;
  auto turn = turn_at(wanted.quantity_t);
  if (!turn || (turn->low.excess >= -slack_t && turn->high.excess > slack_t)) {
    // A jump of which only rounding is needed: what lies below it will do.
    turn = turn_at(wanted.quantity_t - slack_t);
    if (!turn) return std::nullopt;
  }

  const auto& [low, high] = *turn;
  double share = low.excess < 0 ? -low.excess / (high.excess - low.excess) : 0;
  if (high.excess <= slack_t) share = 1;
  return Margin{high.price, share, low.price};
}

}  // namespace tanshi
