// A cap that falls by the same quantity every year: a linear factor, with rebasing and changes of
// scope.
//
//   cut = factor x reference quantity, to the nearest tonne
//   cap = max(0, cap of the year before - cut - rebasing + scope)
//
// The factor applies to a fixed reference quantity, not to the cap, so the path is a straight line
// between changes of the law. Source: Directive 2003/87/EC, Article 9; what it says for each year
// is in eu_cap.h.
//
// Pure.
#pragma once

#include "exchange/base/units.h"

namespace tanshi {

// What the law says for one year.
struct LinearFactorYear {
  BasisPoints factor;
  Tonnes reference;  // the quantity that the factor applies to
  Tonnes rebasing;   // taken out once
  Tonnes scope;      // added for what becomes covered; negative for what no longer is

  friend bool operator==(const LinearFactorYear&, const LinearFactorYear&) = default;
};

// REQUIRES: factor in 0 .. 10,000; reference in 0 .. kMaxQuantity.
[[nodiscard]] Tonnes linear_factor_cut(const LinearFactorYear& year);

// REQUIRES: as above; previous, rebasing in 0 .. kMaxQuantity; |scope| <= kMaxQuantity.
[[nodiscard]] Tonnes linear_factor_cap(Tonnes previous, const LinearFactorYear& year);

}  // namespace tanshi
