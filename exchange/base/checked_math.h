// The only products and quotients of units. 128 bits inside; each division names its rounding.
// A result that does not fit 64 bits is a bug and aborts: the limits below make it unreachable.
#pragma once

#include <cstdint>

#include "exchange/base/check.h"
#include "exchange/base/units.h"

namespace tanshi {

__extension__ using Int128 = __int128;
__extension__ using UInt128 = unsigned __int128;

// The largest values that a command may carry; larger ones are refused.
inline constexpr Price kMaxPrice{10'000'000};               // cents per tonne: 100,000.00
inline constexpr Tonnes kMaxQuantity{1'000'000'000'000};    // tonnes in one movement
inline constexpr Tonnes kMaxOrderQuantity{1'000'000'000};   // tonnes in one order
inline constexpr Cash kMaxCash{1'000'000'000'000'000'000};  // cents in all accounts together

[[nodiscard]] constexpr std::int64_t narrow(Int128 wide) {
  const auto narrowed = static_cast<std::int64_t>(wide);
  TANSHI_CHECK(narrowed == wide);
  return narrowed;
}

// Price times quantity: exact, by choice of units.
[[nodiscard]] constexpr Cash operator*(Price price, Tonnes quantity) {
  return Cash(narrow(Int128{price.raw()} * quantity.raw()));
}

// Quotients of 128 bits. REQUIRES: divisor > 0.
// Rounded towards minus infinity.
[[nodiscard]] constexpr std::int64_t div_floor(Int128 dividend, Int128 divisor) {
  TANSHI_CHECK(divisor > 0);
  return narrow(dividend / divisor - (dividend % divisor < 0 ? 1 : 0));
}
// Rounded towards plus infinity.
[[nodiscard]] constexpr std::int64_t div_ceil(Int128 dividend, Int128 divisor) {
  TANSHI_CHECK(divisor > 0);
  return narrow(dividend / divisor + (dividend % divisor > 0 ? 1 : 0));
}
// Rounded to the nearest integer, halves up.
[[nodiscard]] constexpr std::int64_t div_nearest(Int128 dividend, Int128 divisor) {
  const std::int64_t floor = div_floor(dividend, divisor);
  const Int128 rest = dividend - floor * divisor;  // in 0 .. divisor - 1
  return narrow(Int128{floor} + (rest >= divisor - rest ? 1 : 0));
}

// a * b / divisor, rounded as above. REQUIRES: divisor > 0.
[[nodiscard]] constexpr std::int64_t mul_div_floor(std::int64_t a, std::int64_t b,
                                                   std::int64_t divisor) {
  return div_floor(Int128{a} * b, divisor);
}
[[nodiscard]] constexpr std::int64_t mul_div_ceil(std::int64_t a, std::int64_t b,
                                                  std::int64_t divisor) {
  return div_ceil(Int128{a} * b, divisor);
}
[[nodiscard]] constexpr std::int64_t mul_div_nearest(std::int64_t a, std::int64_t b,
                                                     std::int64_t divisor) {
  return div_nearest(Int128{a} * b, divisor);
}

// A share of a quantity, rounded as the name says.
inline constexpr BasisPoints kFullShare{10'000};
[[nodiscard]] constexpr Tonnes share_floor(BasisPoints share, Tonnes whole) {
  return Tonnes(mul_div_floor(whole.raw(), share.raw(), kFullShare.raw()));
}
[[nodiscard]] constexpr Tonnes share_ceil(BasisPoints share, Tonnes whole) {
  return Tonnes(mul_div_ceil(whole.raw(), share.raw(), kFullShare.raw()));
}
[[nodiscard]] constexpr Tonnes share_nearest(BasisPoints share, Tonnes whole) {
  return Tonnes(mul_div_nearest(whole.raw(), share.raw(), kFullShare.raw()));
}

// One order can never overflow the cash of its account.
static_assert(kMaxPrice * kMaxOrderQuantity < kMaxCash);

}  // namespace tanshi
