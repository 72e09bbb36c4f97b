// Proves advance and true-up.
#include "agents/regulator/allocation/pre_allocation.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

TEST(PreAllocation, IsAShareRoundedDown) {
  EXPECT_EQ(pre_allocation(BasisPoints(7'000), Tonnes(1'000'000)), Tonnes(700'000));
  EXPECT_EQ(pre_allocation(BasisPoints(5'000), Tonnes(3)), Tonnes(1));
}

TEST(PreAllocation, IsTruedUpInEitherDirection) {
  EXPECT_EQ(true_up(Tonnes(900), Tonnes(700)), Tonnes(200));
  EXPECT_EQ(true_up(Tonnes(600), Tonnes(700)), Tonnes(-100));
}

}  // namespace
}  // namespace tanshi
