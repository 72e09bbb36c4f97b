// Quantities of the market as integers with a type each, so that cents cannot be added to tonnes.
//
// Sums and differences are checked: an overflow is a bug and aborts. Products and quotients are
// in checked_math.h, where each names its rounding.
#pragma once

#include <compare>
#include <cstdint>

#include "exchange/base/check.h"

namespace tanshi {

template <class Tag>
class Unit {
 public:
  constexpr Unit() = default;
  constexpr explicit Unit(std::int64_t raw) : raw_(raw) {}

  // Crosses to the wire, the journal and printing. Core code stays typed.
  [[nodiscard]] constexpr std::int64_t raw() const { return raw_; }

  friend constexpr auto operator<=>(Unit, Unit) = default;
  friend constexpr Unit operator+(Unit a, Unit b) {
    std::int64_t sum = 0;
    TANSHI_CHECK(!__builtin_add_overflow(a.raw_, b.raw_, &sum));
    return Unit(sum);
  }
  friend constexpr Unit operator-(Unit a, Unit b) {
    std::int64_t difference = 0;
    TANSHI_CHECK(!__builtin_sub_overflow(a.raw_, b.raw_, &difference));
    return Unit(difference);
  }
  friend constexpr Unit operator-(Unit a) { return Unit() - a; }
  constexpr Unit& operator+=(Unit other) { return *this = *this + other; }
  constexpr Unit& operator-=(Unit other) { return *this = *this - other; }

 private:
  std::int64_t raw_ = 0;
};

using Tonnes = Unit<struct TonnesTag>;            // t CO2e; one allowance is one tonne
using Price = Unit<struct PriceTag>;              // cents per tonne, of the market's currency
using Cash = Unit<struct CashTag>;                // cents, of the market's currency
using BasisPoints = Unit<struct BasisPointsTag>;  // 1/10,000: rates, and shares of a quantity
using PartsPerMillion = Unit<struct PartsPerMillionTag>;  // 1/1,000,000: rates of growth
using SimDuration = Unit<struct SimDurationTag>;          // nanoseconds of simulated time

// Nanoseconds of simulated time since the scenario's start.
class SimTime {
 public:
  constexpr SimTime() = default;
  constexpr explicit SimTime(std::int64_t raw) : since_start_(raw) {}
  [[nodiscard]] constexpr std::int64_t raw() const { return since_start_.raw(); }

  friend constexpr auto operator<=>(SimTime, SimTime) = default;
  friend constexpr SimTime operator+(SimTime time, SimDuration duration) {
    return SimTime((time.since_start_ + duration).raw());
  }
  friend constexpr SimDuration operator-(SimTime a, SimTime b) {
    return a.since_start_ - b.since_start_;
  }

 private:
  SimDuration since_start_;
};

// Civil year: of a vintage, or of a compliance obligation.
enum class Year : std::int32_t {};
[[nodiscard]] constexpr std::int32_t raw(Year year) {
  return static_cast<std::int32_t>(year);
}
[[nodiscard]] constexpr Year years_after(Year year, std::int32_t count) {
  return Year(raw(year) + count);
}

}  // namespace tanshi
