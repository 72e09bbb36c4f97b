// Rolling 64-bit fingerprint of a log: equal logs give equal hashes on every machine. A check of
// reproducibility, not of integrity against an adversary.
//
// Each word is folded by a 64 x 64 -> 128-bit multiplication (the mixer of wyhash, public domain).
#pragma once

#include <cstdint>

#include "exchange/base/checked_math.h"

namespace tanshi {

class EventHash {
 public:
  constexpr EventHash() = default;
  constexpr explicit EventHash(std::uint64_t value) : value_(value) {}

  constexpr void add(std::int64_t word) {
    constexpr std::uint64_t kOdd = 0xa0761d6478bd642f;
    const UInt128 product =
        UInt128{value_ ^ static_cast<std::uint64_t>(word)} * (kOdd ^ (value_ << 1));
    value_ = static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64) ^ kOdd;
  }
  [[nodiscard]] constexpr std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xe7037ed1a0b428db;
};

}  // namespace tanshi
