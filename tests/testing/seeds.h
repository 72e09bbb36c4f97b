// Seeds of the random tests, and the line that replays a failure.
//
//   for (const std::uint64_t seed : test_seeds(20)) {
//     const ReplayLine replay(seed);
//     ... EXPECT_EQ(...) ...
//   }
//
// A failed expectation inside the block, and an abort (TANSHI_CHECK, a sanitizer), print e.g.
//   replay: TANSHI_SEED=7 ctest --test-dir build -R '\.OrderBook\.NeverCrosses$'
//
// Thread-safety: one thread of a test makes ReplayLines; only the innermost is printed on abort.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tanshi {

// Seeds to run: 1 to `count`. The environment may say otherwise: TANSHI_SEED=N runs N alone,
// TANSHI_SEEDS=N runs 1 to N (at night: many more than the test asks for). A value that is not
// a whole number from 1 to 2^63-1 fails the test and gives no seed.
[[nodiscard]] std::vector<std::uint64_t> test_seeds(int count);

// The command that runs the current test again with `seed` alone.
// REQUIRES: called inside a running test.
[[nodiscard]] std::string replay_command(std::uint64_t seed);

// While it lives, a failure in this test prints the replay line of `seed`.
class ReplayLine {
 public:
  explicit ReplayLine(std::uint64_t seed);
  ReplayLine(const ReplayLine&) = delete;
  ReplayLine& operator=(const ReplayLine&) = delete;
  ~ReplayLine();

 private:
  std::string line_;
  const char* outer_;
  ::testing::ScopedTrace trace_;
};

}  // namespace tanshi
