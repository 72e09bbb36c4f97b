// A pool of allowances divided among many, to the last tonne.
//
// In proportion: each gets pool x weight / sum of weights rounded down, and the tonnes that are
// left go one each to those whose fraction was largest, the earlier first where they are equal
// (largest remainder). Equally: the same with equal weights.
//
// Claims within a pool: what all claim together is given in full while it fits; else each claim is
// cut in the same proportion, as the EU's cross-sectoral correction factor does (Directive
// 2003/87/EC, Article 10a(5)).
//
// Pure. Complexity: O(n log n).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "exchange/base/units.h"

namespace tanshi {

// Sums to the pool; to 0 where all weights are 0. REQUIRES: pool in 0 .. kMaxQuantity; weights in
// 0 .. kMaxQuantity.
[[nodiscard]] std::vector<Tonnes> divide_in_proportion(Tonnes pool,
                                                       std::span<const Tonnes> weights);

// REQUIRES: pool as above; count > 0.
[[nodiscard]] std::vector<Tonnes> divide_equally(Tonnes pool, std::size_t count);

// REQUIRES: as of divide_in_proportion.
[[nodiscard]] std::vector<Tonnes> fit_to_pool(Tonnes pool, std::span<const Tonnes> claims);

}  // namespace tanshi
