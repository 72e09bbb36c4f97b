// Wakes that come by chance: each seat is woken once a turn on average, at exponential intervals,
// whatever the others do. That is a Poisson process (Kingman, Poisson Processes, 1993): of all n
// seats together wakes come at intervals of mean 1/n, each of a seat drawn with equal chances. What
// has passed says nothing of what comes, so each turn is drawn by itself.
//
// As when news and orders reach traders one by one (Garman, "Market microstructure", Journal of
// Financial Economics 3, 1976), and not in rounds (wake_order.h).
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "exchange/base/random_stream.h"

namespace tanshi {

class PoissonWakes {
 public:
  PoissonWakes(std::size_t seats, RandomStream random) : seats_(seats), random_(random) {}

  // Seats by the time at which they are woken. Valid until the next call.
  std::span<const std::uint32_t> draw() {
    order_.clear();
    times_.clear();
    const auto last = static_cast<std::int64_t>(seats_) - 1;
    for (double time = interval(); time < 1; time += interval()) {
      times_.push_back(time);
      order_.push_back(static_cast<std::uint32_t>(random_.uniform_int(0, last)));
    }
    return order_;
  }

  // When the i-th of them is woken, as a share of the turn.
  [[nodiscard]] double time(std::size_t i) const { return times_[i]; }

 private:
  double interval() { return -std::log1p(-random_.uniform()) / static_cast<double>(seats_); }

  std::size_t seats_;
  RandomStream random_;
  std::vector<std::uint32_t> order_;
  std::vector<double> times_;
};

}  // namespace tanshi
