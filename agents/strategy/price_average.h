// The mean of the prices of the latest trades.
#pragma once

#include <cstddef>
#include <deque>
#include <span>

#include "agents/seat/observation.h"

namespace tanshi {

class PriceAverage {
 public:
  explicit PriceAverage(std::size_t window) : window_(window) {}

  void hear(std::span<const TapeEntry> tape) {
    for (const TapeEntry& entry : tape) {
      if (!entry.trade) continue;
      prices_.push_back(entry.price.raw());
      sum_ += entry.price.raw();
      if (prices_.size() <= window_) continue;
      sum_ -= prices_.front();
      prices_.pop_front();
    }
  }

  // In cents; 0: no trade so far.
  [[nodiscard]] double mean() const {
    return prices_.empty() ? 0 : static_cast<double>(sum_) / static_cast<double>(prices_.size());
  }
  [[nodiscard]] double latest() const {
    return prices_.empty() ? 0 : static_cast<double>(prices_.back());
  }

 private:
  std::size_t window_;
  std::deque<std::int64_t> prices_;
  std::int64_t sum_ = 0;
};

}  // namespace tanshi
