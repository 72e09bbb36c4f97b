// Division of whole units in proportion, so that the shares add up exactly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tanshi {

// Divides `total` by `weights`: each share is total * weight / sum of weights, rounded down to a
// multiple of `unit`. Whoever is earlier in `queue` gains what rounding left: a `unit` each, but
// nobody more than the own weight. `queue` names each index of `weights` once.
//
// One round through the queue gives out all that is left: a share lost less than `unit` by
// rounding, and no more than is missing to its weight.
//
// REQUIRES: weights >= 0; 0 <= total <= their sum, which fits 64 bits; unit >= 1.
[[nodiscard]] std::vector<std::int64_t> share_out(std::int64_t total,
                                                  std::span<const std::int64_t> weights,
                                                  std::int64_t unit,
                                                  std::span<const std::size_t> queue);

}  // namespace tanshi
