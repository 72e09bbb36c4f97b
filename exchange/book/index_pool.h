// Objects of one type in one array, named by 32-bit indices and recycled through a free list. It
// holds what was in use at the busiest moment, and allocates (doubling, so it moves the objects)
// only beyond that: once warm, never.
//
// `Link` is the member in which a free object keeps the index of the next free one. Every other
// member stays as it was when the object was released; a new object is value-initialised. Object 0
// is always there and belongs to nobody: kNone names it, so that a list can be linked at its ends
// without a branch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "exchange/base/check.h"

namespace tanshi {

using PoolIndex = std::uint32_t;
inline constexpr PoolIndex kNone = 0;

template <class T, PoolIndex T::* Link>
class IndexPool {
 public:
  IndexPool() : objects_(1) {}

  [[nodiscard]] T& operator[](PoolIndex index) { return objects_[index]; }
  [[nodiscard]] const T& operator[](PoolIndex index) const { return objects_[index]; }

  // Invalidates references to objects, not indices.
  [[nodiscard]] PoolIndex acquire() {
    ++in_use_;
    const PoolIndex index = free_;
    if (index == kNone) return acquire_new();
    free_ = objects_[index].*Link;
    return index;
  }

  void release(PoolIndex index) {
    --in_use_;
    objects_[index].*Link = free_;
    free_ = index;
  }

  // One more than the highest index ever acquired.
  [[nodiscard]] std::size_t end() const { return objects_.size(); }
  [[nodiscard]] std::size_t in_use() const { return in_use_; }
  [[nodiscard]] std::size_t memory_bytes() const { return objects_.capacity() * sizeof(T); }

 private:
  [[nodiscard]] PoolIndex acquire_new() {
    TANSHI_CHECK(objects_.size() < ~PoolIndex{0});
    objects_.emplace_back();
    return static_cast<PoolIndex>(objects_.size() - 1);
  }

  std::vector<T> objects_;
  PoolIndex free_ = kNone;
  std::size_t in_use_ = 0;
};

}  // namespace tanshi
