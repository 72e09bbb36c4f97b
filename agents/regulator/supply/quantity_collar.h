// A quantity collar: supply follows the bank of allowances, as the EU's reserve does, but in
// proportion.
//
//   bank above the band    min(share of the excess, most withheld) is withheld and kept in reserve
//   bank below the band    min(share of the gap, most released, reserve) is released
//   in the band            nothing
//
// Shares are rounded down to whole tonnes. A design for comparison, not a law (Kollenberg and
// Taschini 2016 study such rules); every figure is a parameter. Pure.
#pragma once

#include <algorithm>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"
#include "exchange/base/units.h"

namespace tanshi {

struct QuantityCollar {
  Tonnes bank_least;
  Tonnes bank_most;
  BasisPoints withheld_share{10'000};
  BasisPoints released_share{10'000};
  Tonnes most_withheld{kMaxQuantity};
  Tonnes most_released{kMaxQuantity};
};

struct QuantityAdjustment {
  Tonnes withheld;
  Tonnes released;
};

// REQUIRES: bank_least <= bank_most; tonnes in 0 .. kMaxQuantity; shares in 0 .. 10,000.
[[nodiscard]] constexpr QuantityAdjustment quantity_adjustment(const QuantityCollar& collar,
                                                               Tonnes bank, Tonnes reserve) {
  TANSHI_CHECK(collar.bank_least <= collar.bank_most);
  const auto share_of = [](BasisPoints share, Tonnes whole) {
    return Tonnes(mul_div_floor(whole.raw(), share.raw(), 10'000));
  };
  if (bank > collar.bank_most) {
    const Tonnes share = share_of(collar.withheld_share, bank - collar.bank_most);
    return {std::min(share, collar.most_withheld), Tonnes()};
  }
  if (bank >= collar.bank_least) return {};
  const Tonnes share = share_of(collar.released_share, collar.bank_least - bank);
  return {Tonnes(), std::min({share, collar.most_released, reserve})};
}

}  // namespace tanshi
