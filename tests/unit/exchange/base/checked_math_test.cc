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

TEST(CheckedMath, DivisionRoundsAsItsNameSays) {
  struct Case {
    std::int64_t dividend, floor, nearest, ceil;  // by 4
  };
  for (const auto& [dividend, floor, nearest, ceil] :
       {Case{8, 2, 2, 2}, Case{9, 2, 2, 3}, Case{10, 2, 3, 3}, Case{11, 2, 3, 3},
        Case{-8, -2, -2, -2}, Case{-9, -3, -2, -2}, Case{-10, -3, -2, -2}, Case{-11, -3, -3, -2}}) {
    EXPECT_EQ(div_floor(dividend, 4), floor) << dividend;
    EXPECT_EQ(div_nearest(dividend, 4), nearest) << dividend;
    EXPECT_EQ(div_ceil(dividend, 4), ceil) << dividend;
    EXPECT_EQ(mul_div_nearest(dividend, 3, 12), nearest) << dividend;
    EXPECT_EQ(mul_div_ceil(dividend, 3, 12), ceil) << dividend;
  }
}

TEST(CheckedMath, DivisionTakesAll128Bits) {
  const Int128 most = ~(Int128{1} << 127);
  EXPECT_EQ(div_nearest(most, most), 1);
  EXPECT_EQ(div_nearest(most - 1, most), 1);
  EXPECT_EQ(div_nearest(most / 2, most), 0);
  EXPECT_EQ(div_nearest(most / 2 + 1, most), 1);
  EXPECT_DEATH((void)div_nearest(most, 1), "CHECK failed");
  EXPECT_DEATH((void)div_ceil(1, 0), "CHECK failed");
}

TEST(CheckedMath, AShareIsInTenThousandths) {
  EXPECT_EQ(share_floor(BasisPoints(174), Tonnes(1'000'000)), Tonnes(17'400));
  EXPECT_EQ(share_floor(BasisPoints(3'333), Tonnes(10)), Tonnes(3));
  EXPECT_EQ(share_ceil(BasisPoints(3'333), Tonnes(10)), Tonnes(4));
  EXPECT_EQ(share_nearest(BasisPoints(3'500), Tonnes(10)), Tonnes(4));
  EXPECT_EQ(share_floor(kFullShare, kMaxQuantity), kMaxQuantity);
}

TEST(CheckedMath, MulDivFloorAbortsOnABadDivisorOrResult) {
  EXPECT_DEATH((void)mul_div_floor(1, 1, 0), "CHECK failed");
  EXPECT_DEATH((void)mul_div_floor(1, 1, -1), "CHECK failed");
  EXPECT_DEATH((void)mul_div_floor(kLargest, 2, 1), "CHECK failed");
}

}  // namespace
}  // namespace tanshi
