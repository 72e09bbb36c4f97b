// Proves allocation by past emissions.
#include "agents/regulator/allocation/grandfathering.h"

#include <vector>

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

using Years = std::vector<Tonnes>;

TEST(Grandfathering, IsAShareOfTheMean) {
  EXPECT_EQ(grandfathered(Years{Tonnes(100), Tonnes(110), Tonnes(120)}, kFullShare), Tonnes(110));
  EXPECT_EQ(grandfathered(Years{Tonnes(1'000)}, BasisPoints(9'700)), Tonnes(970));
  EXPECT_EQ(grandfathered(Years{Tonnes(1'000)}, BasisPoints(11'000)), Tonnes(1'100));
}

TEST(Grandfathering, IsRoundedOnceToTheNearestTonne) {
  EXPECT_EQ(grandfathered(Years{Tonnes(1), Tonnes(2)}, kFullShare), Tonnes(2));             // 1.5
  EXPECT_EQ(grandfathered(Years{Tonnes(1), Tonnes(2)}, BasisPoints(9'900)), Tonnes(1));     // 1.485
  EXPECT_EQ(grandfathered(Years{Tonnes(1), Tonnes(0), Tonnes(0)}, kFullShare), Tonnes(0));  // 0.33
}

TEST(Grandfathering, HoldsAtTheLargestQuantities) {
  EXPECT_EQ(grandfathered(Years(100, kMaxQuantity), BasisPoints(1'000'000)),
            Tonnes(100 * kMaxQuantity.raw()));
  EXPECT_DEATH((void)grandfathered(Years(), kFullShare), "CHECK failed");
}

}  // namespace
}  // namespace tanshi
