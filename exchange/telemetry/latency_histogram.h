// How often something took how long.
//
// Thread-safety: none.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace tanshi {

class LatencyHistogram {
 public:
  using Duration = std::chrono::nanoseconds;

  // Upper bounds, inclusive, of all buckets but the last, in microseconds.
  static constexpr std::array<std::int64_t, 14> kBoundsUs = {
      100,    250,    500,     1'000,   2'500,     5'000,     10'000,
      25'000, 50'000, 100'000, 250'000, 1'000'000, 2'500'000, 10'000'000};

  void add(Duration took) {
    const auto bound = std::ranges::find_if(
        kBoundsUs, [&](std::int64_t us) { return took <= std::chrono::microseconds(us); });
    ++counts_[static_cast<std::size_t>(bound - kBoundsUs.begin())];
    sum_ += took;
  }

  // Of the bucket alone; the last one holds what took longer than every bound.
  [[nodiscard]] std::int64_t count(std::size_t bucket) const { return counts_[bucket]; }
  [[nodiscard]] Duration sum() const { return sum_; }

 private:
  std::array<std::int64_t, kBoundsUs.size() + 1> counts_{};
  Duration sum_{0};
};

}  // namespace tanshi
