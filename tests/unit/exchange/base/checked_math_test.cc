// Products and quotients: exact where they say so, rounded as their name says, aborting beyond 64
// bits.
#include "exchange/base/checked_math.h"

#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kSmallest = std::numeric_limits<std::int64_t>::min();

TEST(CheckedMath, PriceTimesQuantityIsExact) {
  EXPECT_EQ(Price(7'250) * Tonnes(1'000), Cash(7'250'000));
  EXPECT_EQ(Price(1) * Tonnes(0), Cash(0));
  EXPECT_EQ(Price(-3) * Tonnes(7), Cash(-21));
  EXPECT_EQ(kMaxPrice * kMaxOrderQuantity, Cash(10'000'000'000'000'000));
}

TEST(CheckedMath, AProductBeyond64BitsAborts) {
  EXPECT_EQ(Price(1) * Tonnes(kLargest), Cash(kLargest));
  EXPECT_DEATH((void)(Price(2) * Tonnes(kLargest / 2 + 1)), "CHECK failed");
  EXPECT_DEATH((void)(Price(-1) * Tonnes(kSmallest)), "CHECK failed");
}

TEST(CheckedMath, MulDivFloorRoundsTowardsMinusInfinity) {
  EXPECT_EQ(mul_div_floor(7, 3, 2), 10);
  EXPECT_EQ(mul_div_floor(-7, 3, 2), -11);
  EXPECT_EQ(mul_div_floor(7, -3, 2), -11);
  EXPECT_EQ(mul_div_floor(-7, -3, 2), 10);
  EXPECT_EQ(mul_div_floor(-8, 3, 2), -12);
  EXPECT_EQ(mul_div_floor(-1, 1, kLargest), -1);
}

TEST(CheckedMath, MulDivNearestTakesHalvesUp) {
  EXPECT_EQ(mul_div_nearest(7, 3, 2), 11);
  EXPECT_EQ(mul_div_nearest(-7, 3, 2), -10);
  EXPECT_EQ(mul_div_nearest(10, 1, 3), 3);
  EXPECT_EQ(mul_div_nearest(11, 1, 3), 4);
  EXPECT_EQ(mul_div_nearest(-11, 1, 3), -4);
  EXPECT_EQ(mul_div_nearest(kLargest, kLargest, kLargest), kLargest);
}

TEST(CheckedMath, MulDivFloorHoldsTheProductIn128Bits) {
  EXPECT_EQ(mul_div_floor(kLargest, kLargest, kLargest), kLargest);
  EXPECT_EQ(mul_div_floor(kSmallest, kLargest, kLargest), kSmallest);
  EXPECT_EQ(mul_div_floor(kMaxCash.raw(), 250, 10'000), kMaxCash.raw() / 40);
}

TEST(CheckedMath, MulDivFloorAbortsOnABadDivisorOrResult) {
  EXPECT_DEATH((void)mul_div_floor(1, 1, 0), "CHECK failed");
  EXPECT_DEATH((void)mul_div_floor(1, 1, -1), "CHECK failed");
  EXPECT_DEATH((void)mul_div_floor(kLargest, 2, 1), "CHECK failed");
}

}  // namespace
}  // namespace tanshi
