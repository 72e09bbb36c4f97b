// Proves how yearly prices are raised and rounded, and that averages are compared exactly.
#include "agents/regulator/supply/price_path.h"

#include <array>

#include <gtest/gtest.h>

#include "agents/regulator/supply/price_trigger.h"

namespace tanshi {
namespace {

TEST(PricePath, RoundsEachYearToTheCentHalvesUp) {
  EXPECT_EQ(raised(Price(220), PartsPerMillion(25'000)), Price(226));  // 2.255
  EXPECT_EQ(raised(Price(200), PartsPerMillion(-50'000)), Price(190));
  EXPECT_EQ(raised_yearly(Price(205), PartsPerMillion(25'000), 3), Price(220));  // not 2.21
  EXPECT_EQ(raised_yearly(Price(205), PartsPerMillion(25'000), 0), Price(205));
  EXPECT_DEATH((void)raised(Price(1), PartsPerMillion(-1'000'001)), "CHECK failed");
}

TEST(PricePath, KnowsWhetherAPriceStaysInRange) {
  constexpr PartsPerMillion kDoubling(1'000'000);
  EXPECT_TRUE(stays_in_range(Price(10'000), kDoubling, 9));
  EXPECT_FALSE(stays_in_range(Price(10'000), kDoubling, 10));
  EXPECT_FALSE(stays_in_range(kMaxPrice, kDoubling, 1'000'000));
  EXPECT_EQ(raised_yearly(Price(10'000), kDoubling, 9), Price(5'120'000));
  EXPECT_DEATH((void)raised_yearly(Price(10'000), kDoubling, 10), "CHECK failed");
}

TEST(PricePath, TakesTheLastStepThatHasBegun) {
  constexpr std::array kSteps = {PriceStep{Year{2014}, Price(400)},
                                 PriceStep{Year{2017}, Price(1'000), PartsPerMillion(25'000)}};
  EXPECT_EQ(price_in(kSteps, Year{2013}), Price());
  EXPECT_EQ(price_in(kSteps, Year{2016}), Price(400));
  EXPECT_EQ(price_in(kSteps, Year{2017}), Price(1'000));
  EXPECT_EQ(price_in(kSteps, Year{2019}), Price(1'051));
}

TEST(PriceTrigger, ComparesAveragesAsExactFractions) {
  const std::array prices = {Price(100), Price(100), Price(101)};
  const MeanPrice mean = mean_price(prices);  // 100 1/3

  EXPECT_EQ(rounded(mean), Price(100));
  EXPECT_TRUE(is_above(mean, BasisPoints(10'000), {100, 1}));
  EXPECT_FALSE(is_above(mean, BasisPoints(10'000), {301, 3}));
  EXPECT_FALSE(is_above({200, 1}, BasisPoints(20'000), {100, 1}));
  EXPECT_TRUE(is_above({201, 1}, BasisPoints(20'000), {100, 1}));
  EXPECT_DEATH((void)mean_price({}), "CHECK failed");
}

TEST(PriceTrigger, IsPublishedToTheCent) {
  EXPECT_EQ(times(BasisPoints(20'000), {2'237, 1}), Price(4'474));
  EXPECT_EQ(times(BasisPoints(20'000), {24'185, 10}), Price(4'837));
  EXPECT_EQ(times(BasisPoints(24'000), {1'001, 100}), Price(24));
}

TEST(PriceTrigger, CountsTheLastPeriodsAboveWithoutABreak) {
  const std::array means = {Price(9), Price(5), Price(6), Price(7)};
  EXPECT_EQ(periods_above(means, Price(5)), 2U);
  EXPECT_EQ(periods_above(means, Price(4)), 4U);
  EXPECT_EQ(periods_above(means, Price(7)), 0U);
  EXPECT_EQ(periods_above({}, Price(0)), 0U);
}

TEST(PriceTrigger, HoldsAtTheLargestPricesAndLists) {
  const std::vector<Price> prices(1'000'000, kMaxPrice);
  const MeanPrice mean = mean_price(prices);
  EXPECT_EQ(rounded(mean), kMaxPrice);
  EXPECT_FALSE(is_above(mean, BasisPoints(1'000'000), mean));
  EXPECT_EQ(times(BasisPoints(1'000'000), mean), Price(kMaxPrice.raw() * 100));
}

}  // namespace
}  // namespace tanshi
