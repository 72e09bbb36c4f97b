// A hash table in one array: open addressing with linear probing, and no gaps left by what was
// erased (the entries after it move back). Mostly one cache line for a look-up; memory follows
// the number of entries, up and down.
//
// Its order is not offered, since it must not reach any result. The hash has no secret: keys made
// to collide make it slow, never wrong.
//
// Key and Value are trivially copyable; Key{} is reserved: it marks an empty place.
// Hash is a function object from Key to std::uint64_t whose upper bits are well mixed.
// Thread-safety: none. Complexity: O(1) expected; insert and erase amortised over the growth.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include "exchange/base/check.h"

namespace tanshi {

template <class Key, class Value, class Hash>
class FlatMap {
  static_assert(std::is_trivially_copyable_v<Key> && std::is_trivially_copyable_v<Value>);

 public:
  FlatMap() : places_(kLeastPlaces) {}

  // nullptr if the key is absent. Valid until the next insert or erase.
  [[nodiscard]] const Value* find(const Key& key) const {
    const Place& place = places_[place_of(key)];
    return is_empty(place) ? nullptr : &place.value;
  }
  [[nodiscard]] Value* find(const Key& key) {
    Place& place = places_[place_of(key)];
    return is_empty(place) ? nullptr : &place.value;
  }

  // REQUIRES: the key is absent, and not Key{}.
  void insert(const Key& key, const Value& value) {
    TANSHI_CHECK(key != Key{});
    if ((size_ + 1) * 4 > places_.size() * 3) resize(places_.size() * 2);
    Place& place = places_[place_of(key)];
    TANSHI_CHECK(is_empty(place));
    place = {key, value};
    ++size_;
  }

  // REQUIRES: find(key).
  void erase(const Key& key) {
    const std::size_t index = place_of(key);
    TANSHI_CHECK(!is_empty(places_[index]));
    close_gap(index);
    --size_;
    if (places_.size() > kLeastPlaces && size_ * 8 < places_.size()) resize(places_.size() / 2);
  }

  // Starts to fetch the place of the key into the cache.
  void prefetch(const Key& key) const { __builtin_prefetch(&places_[home_of(key)], 1); }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t memory_bytes() const { return places_.capacity() * sizeof(Place); }

 private:
  struct Place {
    Key key{};
    Value value{};
  };
  static constexpr std::size_t kLeastPlaces = 64;  // a power of two, as is every size

  [[nodiscard]] static bool is_empty(const Place& place) { return place.key == Key{}; }
  [[nodiscard]] std::size_t next(std::size_t index) const {
    return (index + 1) & (places_.size() - 1);
  }
  // Where the key would be if all places were empty.
  [[nodiscard]] std::size_t home_of(const Key& key) const {
    return static_cast<std::size_t>(Hash{}(key) >> shift_);
  }
  // Where the key is, or else the empty place where it would go. Ends: a quarter is empty.
  [[nodiscard]] std::size_t place_of(const Key& key) const {
    std::size_t index = home_of(key);
    while (!is_empty(places_[index]) && places_[index].key != key) index = next(index);
    return index;
  }

  // Moves back each entry that the gap would cut off from its home. Ends: a quarter is empty.
  void close_gap(std::size_t gap) {
    for (std::size_t index = next(gap); !is_empty(places_[index]); index = next(index)) {
      const std::size_t mask = places_.size() - 1;
      const std::size_t from_home = (index - home_of(places_[index].key)) & mask;
      const std::size_t from_gap = (index - gap) & mask;
      if (from_home >= from_gap) {
        places_[gap] = places_[index];
        gap = index;
      }
    }
    places_[gap] = {};
  }

  void resize(std::size_t count) {
    std::vector<Place> old(count);
    old.swap(places_);
    shift_ = 64 - std::countr_zero(count);
    for (const Place& place : old) {
      if (!is_empty(place)) places_[place_of(place.key)] = place;
    }
  }

  std::vector<Place> places_;
  std::size_t size_ = 0;
  int shift_ = 64 - std::countr_zero(kLeastPlaces);
};

}  // namespace tanshi
