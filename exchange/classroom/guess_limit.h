// Keeps codes from being guessed: wrong ones are counted, of all together and of each peer, and who
// has sent too many is not heard for a while, be the next one right or wrong.
//
// Thread-safety: none.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "exchange/classroom/token_bucket.h"

namespace tanshi {

// A code has about 30 bits: at ten guesses a second, one in two hours is right with probability
// 1 / 10,000 a code.
struct GuessLimits {
  RateLimit of_all{.per_second = 10, .burst = 200};
  RateLimit of_peer{.per_second = 2, .burst = 40};
  std::size_t peers_max = 10'000;  // remembered; all others count as one
};

class GuessLimit {
 public:
  using Clock = TokenBucket::Clock;

  GuessLimit(const GuessLimits& limits, Clock::time_point now)
      : limits_(limits), of_all_(limits.of_all, now) {}

  // Whether the peer may try a code. Takes a guess, to be given back by was_right().
  [[nodiscard]] bool may_try(const std::string& peer, Clock::time_point now);
  void was_right(const std::string& peer, Clock::time_point now);

 private:
  TokenBucket& bucket_of(const std::string& peer, Clock::time_point now);

  GuessLimits limits_;
  TokenBucket of_all_;
  std::map<std::string, TokenBucket> of_peer_;
};

}  // namespace tanshi
