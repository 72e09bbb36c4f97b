// Free allocation by what a plant emitted in the past.
//
//   allocation = share x mean of the emissions of the base years, to the nearest tonne
//
// As in the first two phases of the EU, where national plans set share and base years. What all
// plants claim so may exceed the pool: fit_to_pool() in shares.h.
//
// Pure.
#pragma once

#include <span>

#include "exchange/base/units.h"

namespace tanshi {

// REQUIRES: 1 to 100 base years, emissions in 0 .. kMaxQuantity; share in 0 .. 1,000,000.
[[nodiscard]] Tonnes grandfathered(std::span<const Tonnes> emissions, BasisPoints share);

}  // namespace tanshi
