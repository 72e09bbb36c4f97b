// Where demand and supply meet, worked out by hand; and the schedules of published experiments.
#include "scenarios/laboratory/market_schedule.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

std::vector<Price> prices(const std::vector<std::int64_t>& units) {
  std::vector<Price> list;
  for (const std::int64_t unit : units) list.emplace_back(unit * 100);
  return list;
}

// Six buyers and six sellers, alike within a side.
std::vector<TraderUnits> twelve(const std::vector<std::int64_t>& values,
                                const std::vector<std::int64_t>& costs) {
  std::vector<TraderUnits> traders(6, {prices(values), {}});
  traders.insert(traders.end(), 6, {{}, prices(costs)});
  return traders;
}

// Values 10, 8, 5, 2; costs 1, 4, 6, 9. Two trade, for 9 + 4; prices from max(4, 5) to min(8, 6).
TEST(MarketSchedule, MeetsInARangeWhoseMiddleIsThePrice) {
  const std::vector<TraderUnits> traders = {
      {prices({10, 5}), {}}, {prices({8, 2}), {}}, {{}, prices({1, 6})}, {{}, prices({4, 9})}};
  const MarketSchedule schedule = market_schedule(traders);

  EXPECT_EQ(schedule.quantity, 2);
  EXPECT_EQ(schedule.gains, Cash(1'300));
  EXPECT_EQ(schedule.lowest, Price(500));
  EXPECT_EQ(schedule.highest, Price(600));
  EXPECT_DOUBLE_EQ(schedule.price(), 550);
  EXPECT_DOUBLE_EQ(equilibrium_profit(traders[0], 550), 450);
  EXPECT_DOUBLE_EQ(equilibrium_profit(traders[2], 550), 450);
}

TEST(MarketSchedule, WithoutGainsThePriceIsBetweenTheOffersThatDoNotMeet) {
  const std::vector<TraderUnits> traders = {{prices({3}), {}}, {{}, prices({5})}};
  const MarketSchedule schedule = market_schedule(traders);

  EXPECT_EQ(schedule.quantity, 0);
  EXPECT_EQ(schedule.gains, Cash());
  EXPECT_DOUBLE_EQ(schedule.price(), 400);
}

TEST(MarketSchedule, ThereIsNoPriceWhereOneSideIsMissing) {
  const std::vector<TraderUnits> traders = {{prices({3}), {}}};

  EXPECT_EQ(market_schedule(traders).lowest, std::nullopt);
}

// Gode & Sunder 1993: P0 82, 69, 170; Q* 24, 24, 12; gains 1020, 1020, 738.
TEST(MarketSchedule, AgreesWithGodeAndSunder) {
  const auto one = market_schedule(twelve({102, 97, 92, 87, 82, 77}, {34, 46, 58, 70, 82, 94}));
  EXPECT_DOUBLE_EQ(one.price(), 8'200);
  EXPECT_EQ(one.quantity, 24);
  EXPECT_EQ(one.gains, Cash(102'000));
  const auto two = market_schedule(twelve({117, 105, 93, 81, 69, 57}, {49, 54, 59, 64, 69, 74}));
  EXPECT_DOUBLE_EQ(two.price(), 6'900);
  EXPECT_EQ(two.quantity, 24);
  EXPECT_EQ(two.gains, Cash(102'000));
  const auto four = market_schedule(twelve({180, 175, 170, 165, 160}, {90, 142, 170, 190, 198}));
  EXPECT_DOUBLE_EQ(four.price(), 17'000);
  EXPECT_EQ(four.quantity, 12);
  EXPECT_EQ(four.gains, Cash(73'800));
}

}  // namespace
}  // namespace tanshi
