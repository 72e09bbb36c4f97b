// What the operator may rule about the trading of one instrument: each rule is off at its default.
//
// Rates are basis points. Bands are rounded inwards, so that no price is further from the reference
// than the rate allows; fees are rounded down to the cent in each trade, so that the payer gains.
//
// China's rules are these (SEEE, notice of 22 June 2021): posted listing, band 1,000, order limit
// 99,999 t, block minimum 100,000 t, block band 3,000, T+1, close at the volume-weighted mean.
//
// Pure.
#pragma once

#include <algorithm>
#include <cstdint>

#include "exchange/base/checked_math.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"

namespace tanshi {

// The values of these enums are in the journal: never renumber or reuse one.
enum class TradingMode : std::uint8_t {
  kContinuous = 1,     // orders trade as soon as they meet
  kPostedListing = 2,  // orders wait, and whoever takes chooses among the best (China's gua pai)
  kCall = 3,           // orders wait until all of them trade at one price
};

// What becomes the close of a day.
enum class CloseRule : std::uint8_t {
  kLast = 1,                // the last price
  kVolumeWeightedMean = 2,  // of the day's trades, to the nearest cent, halves up; without trades
                            // the close before
};

enum class Halt : std::uint8_t {
  kNotHalted = 1,
  kByOperator = 2,  // until the operator lifts it
  kByBreaker = 3,   // until then, or the day ends
};

struct TradingRules {
  TradingMode mode = TradingMode::kContinuous;
  CloseRule close_rule = CloseRule::kLast;
  Price reference;          // of bands and breaker while there is no close; 0: none, they are off
  BasisPoints band;         // how far from the reference an order's limit may be; 0: any
  BasisPoints breaker;      // a trade that far from the reference halts the instrument; 0: never
  Tonnes order_limit;       // the most in one order; 0: no limit but that of every order
  Tonnes block_minimum;     // the least in one block trade; 0: no block trades
  BasisPoints block_band;   // the band of block trades; 0: any price
  BasisPoints taker_fee;    // on the price that is paid, from whoever comes second
  BasisPoints maker_fee;    // and from whoever came first; in a call, from both
  AccountId fee_account{};  // to which fees are paid; 0 only where there are none
  bool t_plus_one = false;  // what was bought today cannot be sold today

  friend bool operator==(const TradingRules&, const TradingRules&) = default;
};

// The highest rate of a fee (the whole price), and of a band or breaker.
inline constexpr BasisPoints kWhole{10'000};
inline constexpr BasisPoints kMaxBand{1'000'000};

// Both ends included; nothing is in it if low > high.
struct PriceRange {
  Price low;
  Price high;

  friend bool operator==(const PriceRange&, const PriceRange&) = default;
};

// The prices on `tick` that are at most `band` from `reference`; up to `highest` if either is 0.
// REQUIRES: 0 <= reference <= kMaxPrice; 0 <= band <= kMaxBand; 0 < tick <= highest.
[[nodiscard]] constexpr PriceRange prices_within(Price reference, BasisPoints band, Price tick,
                                                 Price highest) {
  if (reference == Price() || band == BasisPoints()) return {.low = tick, .high = highest};
  const std::int64_t share = std::min(band, kWhole).raw();
  const std::int64_t low =
      mul_div_ceil(reference.raw(), kWhole.raw() - share, kWhole.raw() * tick.raw());
  const std::int64_t high =
      mul_div_floor(reference.raw(), kWhole.raw() + band.raw(), kWhole.raw() * tick.raw());
  return {.low = Price(std::max<std::int64_t>(low, 1) * tick.raw()),
          .high = std::min(highest, Price(high * tick.raw()))};
}

[[nodiscard]] constexpr bool is_within(Price price, PriceRange range) {
  return price >= range.low && price <= range.high;
}

// Whether `price` is at least `breaker` from `reference`.
[[nodiscard]] constexpr bool trips(Price price, Price reference, BasisPoints breaker) {
  if (reference == Price() || breaker == BasisPoints()) return false;
  const Int128 move = Int128{price.raw()} - reference.raw();
  return (move < 0 ? -move : move) * kWhole.raw() >= Int128{reference.raw()} * breaker.raw();
}

// REQUIRES: 0 <= rate <= kWhole; value >= 0.
[[nodiscard]] constexpr Cash fee_on(Cash value, BasisPoints rate) {
  return Cash(mul_div_floor(value.raw(), rate.raw(), kWhole.raw()));
}

// What a buyer binds for `quantity` at `limit`: with the fee at the higher of the two rates. Since
// fees are rounded down, what trades in parts never costs more.
[[nodiscard]] constexpr Cash bound_by_buyer(const TradingRules& rules, Price limit,
                                            Tonnes quantity) {
  const Cash value = limit * quantity;
  const BasisPoints rate = std::max(rules.taker_fee, rules.maker_fee);
  return rate == BasisPoints() ? value : value + fee_on(value, rate);
}

}  // namespace tanshi
