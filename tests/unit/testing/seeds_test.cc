// The random tests' seeds: what the environment may change, and that a failure names its replay.
#include "tests/testing/seeds.h"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

namespace tanshi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Starts without the variables, whatever the caller's environment, and leaves none behind.
class Seeds : public ::testing::Test {
 protected:
  Seeds() { forget(); }
  ~Seeds() override { forget(); }

 private:
  static void forget() {
    ::unsetenv("TANSHI_SEED");
    ::unsetenv("TANSHI_SEEDS");
  }
};

TEST_F(Seeds, CountFromOne) {
  EXPECT_THAT(test_seeds(3), ElementsAre(1, 2, 3));
}

TEST_F(Seeds, TanshiSeedRunsOneAlone) {
  ::setenv("TANSHI_SEED", "42", 1);

  EXPECT_THAT(test_seeds(3), ElementsAre(42));
}

TEST_F(Seeds, TanshiSeedsRunsAsMany) {
  ::setenv("TANSHI_SEEDS", "5", 1);

  EXPECT_THAT(test_seeds(3), ElementsAre(1, 2, 3, 4, 5));
}

TEST_F(Seeds, AMisspeltNumberFailsTheTest) {
  ::setenv("TANSHI_SEED", "4x", 1);

  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(test_seeds(3), IsEmpty()), "TANSHI_SEED=4x");
}

TEST_F(Seeds, AFailureNamesItsReplay) {
  EXPECT_NONFATAL_FAILURE(
      {
        const ReplayLine replay(7);
        ADD_FAILURE() << "planted";
      },
      "replay: TANSHI_SEED=7 ctest --test-dir build -R '\\.Seeds\\.AFailureNamesItsReplay$'");
}

using SeedsDeathTest = Seeds;

TEST_F(SeedsDeathTest, AnAbortNamesTheReplayOfTheInnermostLine) {
  const ReplayLine outer(1);
  {
    const ReplayLine inner(2);
    EXPECT_DEATH(std::abort(), "replay: TANSHI_SEED=2 ");
  }
  EXPECT_DEATH(std::abort(), "replay: TANSHI_SEED=1 ");
}

}  // namespace
}  // namespace tanshi
