// The order in which seats are woken: drawn anew each turn.
//
// Seats are drawn block by block: the blocks in a random order, and the seats of each in a random
// order. Up to kBlock seats that is a plain shuffle. Beyond, neighbours in the scenario act near
// each other in time, and what they touch is still near: with 100,000 seats a shuffle of all makes
// every access to memory a far one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "exchange/base/random_stream.h"

namespace tanshi {

class WakeOrder {
 public:
  static constexpr std::size_t kBlock = 256;

  WakeOrder(std::size_t seats, RandomStream random)
      : random_(random), seats_(seats), blocks_((seats + kBlock - 1) / kBlock) {
    std::iota(seats_.begin(), seats_.end(), 0U);
    std::iota(blocks_.begin(), blocks_.end(), 0U);
  }

  // Each seat once. Valid until the next call.
  std::span<const std::uint32_t> draw() {
    shuffle(blocks_);
    order_.clear();
    for (const std::uint32_t block : blocks_) {
      const std::size_t first = block * kBlock;
      const auto seats = std::span(seats_).subspan(first, std::min(kBlock, seats_.size() - first));
      shuffle(seats);
      order_.insert(order_.end(), seats.begin(), seats.end());
    }
    return order_;
  }

 private:
  // Fisher and Yates.
  void shuffle(std::span<std::uint32_t> items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      const std::int64_t j = random_.uniform_int(0, static_cast<std::int64_t>(i) - 1);
      std::swap(items[i - 1], items[static_cast<std::size_t>(j)]);
    }
  }

  RandomStream random_;
  std::vector<std::uint32_t> seats_;  // block after block
  std::vector<std::uint32_t> blocks_;
  std::vector<std::uint32_t> order_;
};

}  // namespace tanshi
