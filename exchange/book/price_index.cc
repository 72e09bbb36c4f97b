#include "exchange/book/price_index.h"

#include <array>

namespace tanshi {

PoolIndex PriceIndex::after_leaf(Rank rank) const {
  const std::array<PoolIndex, kTop + 1> path = {leaf_of(rank), third_of(rank), second_of(rank),
                                                kRoot};
  for (int height = 1; height <= kTop; ++height) {
    const PoolIndex page = path[static_cast<std::size_t>(height)];
    const std::uint64_t above = pages_[page].used & above_digit(rank, height);
    if (above == 0) continue;
    // The root's children are permanent and not linked.
    const PoolIndex next =
        height == kTop ? kSecond + lowest(above) : pages_[page].children[lowest(above)];
    return first_below(next, height - 1);
  }
  return kNone;
}

PoolIndex PriceIndex::make_leaf(Rank rank) {
  PoolIndex third = third_of(rank);
  if (third == kNone) {
    third = pages_.acquire();
    link(second_of(rank), rank, 2, third);
    pages_[kRoot].used |= std::uint64_t{1} << digit(rank, 3);
  }
  const PoolIndex leaf = pages_.acquire();
  link(third, rank, 1, leaf);
  return leaf;
}

void PriceIndex::drop_leaf(Rank rank) {
  const PoolIndex third = third_of(rank);
  pages_.release(leaf_of(rank));
  unlink(third, rank, 1);
  if (pages_[third].used != 0) return;

  pages_.release(third);
  unlink(second_of(rank), rank, 2);
  if (pages_[second_of(rank)].used == 0) unlink(kRoot, rank, 3);
}

}  // namespace tanshi
