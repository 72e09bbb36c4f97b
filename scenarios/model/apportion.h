// Sharing out whole tonnes.
#pragma once

#include <vector>

#include "exchange/base/units.h"

namespace tanshi {

// `total` in whole tonnes by weight, exactly: what rounding leaves goes, a tonne each, to the
// largest remainders, the first of equals first. REQUIRES: weights >= 0, not all 0.
[[nodiscard]] std::vector<Tonnes> apportion(Tonnes total, const std::vector<double>& weights);

}  // namespace tanshi
