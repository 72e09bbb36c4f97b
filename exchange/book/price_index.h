// Finds the level of a price: a sorted map from ranks to pool indices, as a trie of pages with 64
// children and a bitmap of those in use. A rank is 24 bits, so each path has four pages; a page
// exists only while something is below it.
//
// Rejected: a window of ticks that follows the price (an array and two levels of bitmap). It saves
// two loads, but a price outside needs a second structure or a copy, and memory follows the width
// of the window instead of the orders. Trees and hash tables were slower (DESIGN.md, section 5).
//
// Complexity: four pages at most for each function. Thread-safety: none.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "exchange/base/check.h"
#include "exchange/book/index_pool.h"

namespace tanshi {

// Place of a price among all prices of one side; the lower, the better for who takes it.
enum class Rank : std::uint32_t {};
inline constexpr int kRankBits = 24;
inline constexpr Rank kNoRank{1U << kRankBits};  // worse than every price

class PriceIndex {
 public:
  PriceIndex() {
    for (PoolIndex page = kRoot; page < kFirstFree; ++page) TANSHI_CHECK(pages_.acquire() == page);
  }

  // What is at `rank`; kNone if nothing.
  [[nodiscard]] PoolIndex find(Rank rank) const { return child(leaf_of(rank), rank, 0); }

  // What is at the lowest rank; kNone if the index is empty.
  [[nodiscard]] PoolIndex first() const {
    const std::uint64_t used = pages_[kRoot].used;
    return used == 0 ? kNone : first_below(kSecond + lowest(used), 2);
  }

  // What is at the lowest rank above `rank`; kNone if nothing. REQUIRES: find(rank).
  [[nodiscard]] PoolIndex after(Rank rank) const {
    const Page& leaf = pages_[leaf_of(rank)];
    const std::uint64_t above = leaf.used & above_digit(rank, 0);
    return above != 0 ? leaf.children[lowest(above)] : after_leaf(rank);
  }

  // REQUIRES: !find(rank); value is not kNone.
  void insert(Rank rank, PoolIndex value) {
    PoolIndex leaf = leaf_of(rank);
    if (leaf == kNone) leaf = make_leaf(rank);
    link(leaf, rank, 0, value);
  }

  // REQUIRES: find(rank).
  void erase(Rank rank) {
    const PoolIndex leaf = leaf_of(rank);
    unlink(leaf, rank, 0);
    if (pages_[leaf].used == 0) drop_leaf(rank);
  }

  // Pages in use but for the permanent ones.
  [[nodiscard]] std::size_t page_count() const { return pages_.in_use() - (kFirstFree - kRoot); }
  [[nodiscard]] std::size_t memory_bytes() const { return pages_.memory_bytes(); }

 private:
  static constexpr int kDigitBits = 6;
  static constexpr PoolIndex kFanOut = 1 << kDigitBits;
  static constexpr int kTop = kRankBits / kDigitBits - 1;  // height of the root; leaves are at 0
  static_assert(kTop == 3 && kRankBits % kDigitBits == 0);

  // Bit d of `used` is set if and only if children[d] is not kNone, so a page without children is
  // blank, as is page 0.
  struct Page {
    std::uint64_t used;
    std::array<PoolIndex, kFanOut> children;  // pages; at height 0, values
    PoolIndex next_free;
  };

  // The pages of the two upper heights are permanent, so that a search may begin below them.
  static constexpr PoolIndex kRoot = 1;
  static constexpr PoolIndex kSecond = kRoot + 1;
  static constexpr PoolIndex kFirstFree = kSecond + kFanOut;

  static constexpr unsigned digit(Rank rank, int height) {
    return static_cast<std::uint32_t>(rank) >> (kDigitBits * height) & (kFanOut - 1);
  }
  static constexpr std::uint64_t above_digit(Rank rank, int height) {
    return ~std::uint64_t{1} << digit(rank, height);
  }
  static unsigned lowest(std::uint64_t bits) {
    return static_cast<unsigned>(std::countr_zero(bits));
  }

  static PoolIndex second_of(Rank rank) { return kSecond + digit(rank, 3); }
  [[nodiscard]] PoolIndex child(PoolIndex page, Rank rank, int height) const {
    return pages_[page].children[digit(rank, height)];
  }
  [[nodiscard]] PoolIndex third_of(Rank rank) const { return child(second_of(rank), rank, 2); }
  [[nodiscard]] PoolIndex leaf_of(Rank rank) const { return child(third_of(rank), rank, 1); }

  void link(PoolIndex page, Rank rank, int height, PoolIndex value) {
    pages_[page].children[digit(rank, height)] = value;
    pages_[page].used |= std::uint64_t{1} << digit(rank, height);
  }
  void unlink(PoolIndex page, Rank rank, int height) {
    pages_[page].children[digit(rank, height)] = kNone;
    pages_[page].used &= ~(std::uint64_t{1} << digit(rank, height));
  }

  // The lowest value below `page`.
  [[nodiscard]] PoolIndex first_below(PoolIndex page, int height) const {
    for (; height >= 0; --height) page = pages_[page].children[lowest(pages_[page].used)];
    return page;
  }

  [[nodiscard]] PoolIndex after_leaf(Rank rank) const;
  [[nodiscard]] PoolIndex make_leaf(Rank rank);
  void drop_leaf(Rank rank);

  IndexPool<Page, &Page::next_free> pages_;
};

}  // namespace tanshi
