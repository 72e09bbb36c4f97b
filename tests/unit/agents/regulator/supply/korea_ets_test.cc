// Proves Korea's auction floor, triggers and price floor.
#include "agents/regulator/supply/korea_ets.h"

#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

TEST(Korea, AuctionFloorIsTheMeanOfThreeMeans) {
  EXPECT_EQ(korea_auction_floor({Price(2'200'000), Price(2'300'000), Price(2'400'000)}),
            Price(2'300'000));
  EXPECT_EQ(korea_auction_floor({Price(1), Price(1), Price(0)}), Price(1));  // 0.67
  EXPECT_EQ(korea_auction_floor({Price(1), Price(0), Price(0)}), Price(0));
}

KoreaMarket quiet() {
  return {.two_years = {1'000, 1},
          .six_months = {1'000, 1},
          .one_month = {1'000, 1},
          .two_years_volume = Tonnes(100),
          .one_month_volume = Tonnes(100)};
}

TEST(Korea, IsStabilisedWhenSixMonthsAreAboveThreeTimes) {
  KoreaMarket market = quiet();
  EXPECT_EQ(korea_stabilisation({}, market), KoreaTrigger::kNone);
  market.six_months = {3'000, 1};
  EXPECT_EQ(korea_stabilisation({}, market), KoreaTrigger::kNone);
  market.six_months = {3'001, 1};
  EXPECT_EQ(korea_stabilisation({}, market), KoreaTrigger::kPriceTripled);
}

TEST(Korea, IsStabilisedWhenPriceAndVolumeOfAMonthAreAboveTwice) {
  KoreaMarket market = quiet();
  market.one_month = {2'001, 1};
  EXPECT_EQ(korea_stabilisation({}, market), KoreaTrigger::kNone);
  market.one_month_volume = Tonnes(201);
  EXPECT_EQ(korea_stabilisation({}, market), KoreaTrigger::kPriceAndVolumeDoubled);
  market.one_month = {2'000, 1};
  EXPECT_EQ(korea_stabilisation({}, market), KoreaTrigger::kNone);
}

TEST(Korea, IsStabilisedWhenAMonthHasFallenByMoreThanSixtyPercent) {
  KoreaMarket market = quiet();
  market.one_month = {400, 1};
  EXPECT_EQ(korea_stabilisation({}, market), KoreaTrigger::kNone);
  market.one_month = {399, 1};
  EXPECT_EQ(korea_stabilisation({}, market), KoreaTrigger::kPriceFell);
}

// July 2023: 7,020 won, the lowest close of five days (V, Ecoeye).
TEST(Korea, PriceFloorIsTheLowestCloseLessACut) {
  const std::vector<Price> closes = {Price(720'000), Price(702'000), Price(750'000)};
  const Price ten_won(1'000);

  EXPECT_EQ(korea_price_floor(closes, BasisPoints(0), ten_won), Price(702'000));
  EXPECT_EQ(korea_price_floor(closes, BasisPoints(1'000), ten_won), Price(632'000));  // 6,318
  EXPECT_DEATH((void)korea_price_floor({}, BasisPoints(0), ten_won), "CHECK failed");
}

TEST(Korea, PriceFloorIsLiftedWhenFiveClosesAreTenPercentAbove) {
  const Price floor(1'290'000);
  std::vector<Price> closes(5, Price(1'419'000));
  EXPECT_TRUE(korea_floor_is_lifted(closes, floor, BasisPoints(1'000), 5));
  closes[2] = Price(1'418'999);
  EXPECT_FALSE(korea_floor_is_lifted(closes, floor, BasisPoints(1'000), 5));
  closes.assign(4, Price(9'000'000));
  EXPECT_FALSE(korea_floor_is_lifted(closes, floor, BasisPoints(1'000), 5));
}

}  // namespace
}  // namespace tanshi
