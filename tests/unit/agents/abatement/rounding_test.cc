// How doubles of the models become the market's integers: direction, ticks, ends of the range.
#include "agents/abatement/rounding.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Rounding, TonnesGoWhereTheNameSays) {
  EXPECT_EQ(to_tonnes_nearest(2.5), Tonnes(3));
  EXPECT_EQ(to_tonnes_nearest(2.49), Tonnes(2));
  EXPECT_EQ(to_tonnes_floor(2.99), Tonnes(2));
  EXPECT_EQ(to_tonnes_ceil(2.01), Tonnes(3));
}

TEST(Rounding, PricesAreWholeTicks) {
  EXPECT_EQ(to_price_floor(72.509), Price(7250));
  EXPECT_EQ(to_price_ceil(72.501), Price(7251));
  EXPECT_EQ(to_price_nearest(72.506), Price(7251));
  EXPECT_EQ(to_price_floor(72.54, Price(5)), Price(7250));
  EXPECT_EQ(to_price_ceil(72.51, Price(5)), Price(7255));
  EXPECT_EQ(to_price_nearest(72.53, Price(5)), Price(7255));
}

// 0.29 * 100 is 28.999999999999996 and 1.1 * 100 is 110.00000000000001.
TEST(Rounding, RoundingOfDoublesDoesNotCostATick) {
  EXPECT_EQ(to_price_floor(0.29), Price(29));
  EXPECT_EQ(to_price_ceil(1.1), Price(110));
  EXPECT_EQ(to_tonnes_floor(3 * (1.0 / 3) * 100 - 1e-12), Tonnes(100));
}

TEST(Rounding, EveryCentSurvivesTheWayThroughDouble) {
  for (std::int64_t cents = 0; cents <= 100'000; ++cents) {
    const double price = currency_per_tonne(Price(cents));
    ASSERT_EQ(to_price_floor(price), Price(cents));
    ASSERT_EQ(to_price_ceil(price), Price(cents));
    ASSERT_EQ(to_price_nearest(price), Price(cents));
    ASSERT_EQ(to_cash_nearest(currency(Cash(cents))), Cash(cents));
  }
}

TEST(Rounding, OutOfRangeBecomesTheEndOfTheRange) {
  EXPECT_EQ(to_price_floor(kInfinity), kMaxPrice);
  EXPECT_EQ(to_price_ceil(-3), Price(0));
  EXPECT_EQ(to_price_ceil(1e9, Price(7)), Price(kMaxPrice.raw() / 7 * 7));
  EXPECT_EQ(to_tonnes_nearest(-kInfinity), Tonnes(0));
  EXPECT_EQ(to_tonnes_nearest(1e30), kMaxQuantity);
  EXPECT_EQ(to_cash_nearest(-1e30), -kMaxCash);
}

TEST(Rounding, CashKeepsItsSign) {
  EXPECT_EQ(to_cash_nearest(-12.345), Cash(-1235));
  EXPECT_EQ(to_cash_nearest(12.344), Cash(1234));
}

TEST(RoundingDeathTest, NanIsABug) {
  EXPECT_DEATH((void)to_tonnes_nearest(std::nan("")), "CHECK failed");
  EXPECT_DEATH((void)to_price_floor(1, Price(0)), "CHECK failed");
}

}  // namespace
}  // namespace tanshi
