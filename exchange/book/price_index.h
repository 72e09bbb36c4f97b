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

#include "exchange/book/index_pool.h"

namespace tanshi {

// Place of a price among all prices of one side; the lower, the better for who takes it.
enum class Rank : std::uint32_t {};
inline constexpr int kRankBits = 24;
inline constexpr Rank kNoRank{1U << kRankBits};  // worse than every price

class PriceIndex {
 public:
  PriceIndex() : root_(pages_.acquire()) {}

  // What is at `rank`; kNone if nothing.
  [[nodiscard]] PoolIndex find(Rank rank) const {
    PoolIndex node = root_;
    for (int height = kTop; height >= 0 && node != kNone; --height) {
      node = pages_[node].children[digit(rank, height)];
    }
    return node;
  }

  // What is at the lowest rank; kNone if the index is empty.
  [[nodiscard]] PoolIndex first() const {
    return pages_[root_].used == 0 ? kNone : first_below(root_, kTop);
  }

  // What is at the lowest rank above `rank`; kNone if nothing. REQUIRES: find(rank).
  [[nodiscard]] PoolIndex after(Rank rank) const {
    const Path path = path_to(rank);
    for (int height = 0; height <= kTop; ++height) {
      const Page& page = pages_[path[index(height)]];
      const std::uint64_t above = page.used & ~std::uint64_t{1} << digit(rank, height);
      if (above != 0) return first_below(page.children[lowest(above)], height - 1);
    }
    return kNone;
  }

  // REQUIRES: !find(rank); value is not kNone.
  void insert(Rank rank, PoolIndex value) {
    PoolIndex node = root_;
    for (int height = kTop; height > 0; --height) {
      // Acquire first: it does not move pages, so the reference below stays good.
      PoolIndex& child = pages_[node].children[digit(rank, height)];
      if (child == kNone) {
        child = pages_.acquire();
        pages_[node].used |= bit(rank, height);
      }
      node = child;
    }
    Page& leaf = pages_[node];
    leaf.children[digit(rank, 0)] = value;
    leaf.used |= bit(rank, 0);
  }

  // Drops the pages that it empties, but for the root. REQUIRES: find(rank).
  void erase(Rank rank) {
    const Path path = path_to(rank);
    for (int height = 0; height <= kTop; ++height) {
      Page& page = pages_[path[index(height)]];
      page.children[digit(rank, height)] = kNone;
      page.used &= ~bit(rank, height);
      if (page.used != 0 || height == kTop) return;
      pages_.release(path[index(height)]);
    }
  }

  [[nodiscard]] std::size_t page_count() const { return pages_.in_use(); }
  [[nodiscard]] std::size_t memory_bytes() const { return pages_.memory_bytes(); }

 private:
  static constexpr int kDigitBits = 6;
  static constexpr int kTop = kRankBits / kDigitBits - 1;  // height of the root; leaves are at 0
  static_assert(kRankBits % kDigitBits == 0);

  // Bit d of `used` is set if and only if children[d] is not kNone, so a released page is blank.
  struct Page {
    std::uint64_t used;
    std::array<PoolIndex, 1 << kDigitBits> children;  // pages; at height 0, values
    PoolIndex next_free;
  };
  using Path = std::array<PoolIndex, kTop + 1>;  // by height

  static constexpr std::size_t index(int height) { return static_cast<std::size_t>(height); }
  static constexpr unsigned digit(Rank rank, int height) {
    return static_cast<std::uint32_t>(rank) >> (kDigitBits * height) & ((1U << kDigitBits) - 1);
  }
  static constexpr std::uint64_t bit(Rank rank, int height) {
    return std::uint64_t{1} << digit(rank, height);
  }
  static unsigned lowest(std::uint64_t bits) {
    return static_cast<unsigned>(std::countr_zero(bits));
  }

  [[nodiscard]] Path path_to(Rank rank) const {
    Path path;
    PoolIndex node = root_;
    for (int height = kTop; height >= 0; --height) {
      path[index(height)] = node;
      node = pages_[node].children[digit(rank, height)];
    }
    return path;
  }

  // The lowest value below `node`, which is a page at `height`, or the value itself if below 0.
  [[nodiscard]] PoolIndex first_below(PoolIndex node, int height) const {
    for (; height >= 0; --height) {
      const Page& page = pages_[node];
      node = page.children[lowest(page.used)];
    }
    return node;
  }

  IndexPool<Page, &Page::next_free, 5> pages_;
  PoolIndex root_;
};

}  // namespace tanshi
