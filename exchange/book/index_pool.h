// Objects of one type in blocks that never move, named by 32-bit indices and recycled through a
// free list. Allocates only when all it has are in use; so once warm it does not allocate, and it
// holds what was in use at the busiest moment, rounded up to a block.
//
// `Link` is the member in which a free object keeps the index of the next free one. Every other
// member stays as it was when the object was released; a new object is value-initialised.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "exchange/base/check.h"

namespace tanshi {

using PoolIndex = std::uint32_t;
inline constexpr PoolIndex kNone = 0;  // names no object

template <class T, PoolIndex T::* Link, int kBlockBits>
class IndexPool {
 public:
  [[nodiscard]] T& operator[](PoolIndex index) {
    return blocks_[index >> kBlockBits][index & kOffsetMask];
  }
  [[nodiscard]] const T& operator[](PoolIndex index) const {
    return blocks_[index >> kBlockBits][index & kOffsetMask];
  }
  // Whether `index` has ever been acquired, so that operator[] may be used.
  [[nodiscard]] bool contains(PoolIndex index) const { return index != kNone && index < end_; }

  [[nodiscard]] PoolIndex acquire() {
    ++in_use_;
    if (free_ != kNone) {
      const PoolIndex index = free_;
      free_ = (*this)[index].*Link;
      return index;
    }
    return acquire_unused();
  }

  void release(PoolIndex index) {
    --in_use_;
    (*this)[index].*Link = free_;
    free_ = index;
  }

  [[nodiscard]] std::size_t in_use() const { return in_use_; }
  [[nodiscard]] std::size_t memory_bytes() const {
    return blocks_.size() * kBlockSize * sizeof(T) + blocks_.capacity() * sizeof(blocks_[0]);
  }

 private:
  static constexpr std::size_t kBlockSize = std::size_t{1} << kBlockBits;
  static constexpr PoolIndex kOffsetMask = kBlockSize - 1;

  [[nodiscard]] PoolIndex acquire_unused() {
    if (end_ >> kBlockBits == blocks_.size()) blocks_.push_back(std::make_unique<T[]>(kBlockSize));
    TANSHI_CHECK(end_ != ~PoolIndex{0});
    return end_++;
  }

  std::vector<std::unique_ptr<T[]>> blocks_;
  PoolIndex free_ = kNone;
  PoolIndex end_ = 1;  // the first index never acquired; 0 is kNone
  std::size_t in_use_ = 0;
};

}  // namespace tanshi
