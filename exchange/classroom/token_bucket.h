// Limits how often something may happen: a bucket that fills with time and that each happening
// takes from.
//
// Pure: the time is the caller's. Thread-safety: none.
#pragma once

#include <algorithm>
#include <chrono>

namespace tanshi {

struct RateLimit {
  double per_second = 0;
  double burst = 0;  // at once, after a pause; at least 1
};

class TokenBucket {
 public:
  using Clock = std::chrono::steady_clock;

  TokenBucket(RateLimit limit, Clock::time_point now)
      : limit_(limit), level_(limit.burst), filled_(now) {}

  // Takes `count`; false, and nothing is taken, if there are not so many. Time that goes back
  // counts as none.
  [[nodiscard]] bool try_take(Clock::time_point now, double count = 1) {
    fill(now);
    if (level_ < count) return false;
    level_ -= count;
    return true;
  }

  // Whether nothing has happened for so long that the bucket is as good as new.
  [[nodiscard]] bool is_full(Clock::time_point now) const {
    TokenBucket filled = *this;
    filled.fill(now);
    return filled.level_ >= limit_.burst;
  }

 private:
  void fill(Clock::time_point now) {
    const std::chrono::duration<double> passed = now - filled_;
    if (passed.count() <= 0) return;
    level_ = std::min(limit_.burst, level_ + passed.count() * limit_.per_second);
    filled_ = now;
  }

  RateLimit limit_;
  double level_;
  Clock::time_point filled_;
};

}  // namespace tanshi
