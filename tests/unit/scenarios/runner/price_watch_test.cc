// Months of a scenario, the means of their days, and when the regulator is asked.
#include "scenarios/runner/price_watch.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

// Two days in a month.
Scenario watched_scenario() {
  Scenario scenario = small_scenario();
  scenario.horizon.days_per_year = 24;
  scenario.price_response.rule = UkPriceRule{.most_share = BasisPoints(5'000)};
  scenario.price_response.months_before.assign(36, Price(10'00));
  return scenario;
}

class ThePriceWatch : public testing::Test {
 protected:
  // Days that close at one price; the years go on.
  void days(std::int32_t count, Price close) {
    for (; count > 0; --count, ++day_) {
      watch_->end_day(day_ % 24, close, Tonnes(10));
    }
  }
  [[nodiscard]] std::optional<PriceMeasure> ask() const {
    return watch_->ask(static_cast<std::size_t>(day_ / 24), day_ % 24, ReserveState(),
                       Tonnes(1'000));
  }

  Scenario scenario_ = watched_scenario();
  std::optional<PriceWatch> watch_{scenario_};
  std::int32_t day_ = 0;
};

// In 2025 each of six months must be above three times the two years before.
TEST_F(ThePriceWatch, AsksTheRuleWhenAMonthBegins) {
  days(11, Price(40'00));
  EXPECT_FALSE(ask());
  days(1, Price(40'00));

  const auto measure = ask();
  ASSERT_TRUE(measure);
  EXPECT_EQ(measure->trigger, Price(30'00));
  EXPECT_EQ(measure->price, Price(40'00));
  EXPECT_EQ(measure->most, Tonnes(500));
  EXPECT_EQ(measure->by_default, Tonnes(500));
  days(1, Price(40'00));
  EXPECT_FALSE(ask());
}

TEST_F(ThePriceWatch, TakesTheMeanOfAMonthsDaysToTheCentHalvesUp) {
  days(10, Price(40'00));
  days(1, Price(20'00));
  days(1, Price(40'01));

  EXPECT_EQ(ask()->price, Price(30'01));
}

TEST_F(ThePriceWatch, ADayWithoutATradeClosesAsTheDayBefore) {
  days(2, Price());  // as the months before the first year
  days(8, Price(40'00));
  days(4, Price());

  ASSERT_TRUE(ask());
  EXPECT_EQ(ask()->price, Price(40'00));
  days(2, Price(29'00));
  EXPECT_FALSE(ask());
}

TEST_F(ThePriceWatch, RestsAfterARelease) {
  scenario_.price_response.pause_months = 2;
  scenario_.price_response.default_share = BasisPoints(3'333);
  days(12, Price(40'00));
  EXPECT_EQ(ask()->by_default, Tonnes(166));
  watch_->see_release();

  EXPECT_FALSE(ask());
  days(2, Price(40'00));
  EXPECT_FALSE(ask());
  days(2, Price(40'00));
  EXPECT_TRUE(ask());
}

TEST_F(ThePriceWatch, WithoutKnownPricesThereIsNoRule) {
  scenario_.price_response.months_before.clear();
  watch_.emplace(scenario_);
  days(24 * 2 + 10, Price(10'00));
  EXPECT_FALSE(ask());
  days(2, Price(90'00));
  EXPECT_FALSE(ask());
}

TEST_F(ThePriceWatch, AYearOfFewDaysHasAllItsMonths) {
  scenario_.horizon.days_per_year = 4;
  watch_.emplace(scenario_);
  for (std::int32_t day = 0; day < 2; ++day) watch_->end_day(day, Price(40'00), Tonnes());

  EXPECT_TRUE(watch_->ask(0, 2, ReserveState(), Tonnes(1'000)));  // six months
}

TEST_F(ThePriceWatch, AuctionsMayFollowTheMeansOfTheirPast) {
  EXPECT_EQ(watch_->auction_floor(), Price());
  scenario_.auctions.floor = AuctionFloor::kRecentMeans;
  EXPECT_EQ(watch_->auction_floor(), Price());
  days(20, Price(10'00));
  days(1, Price(30'00));
  days(2, Price(60'00));

  // Of six days 30.00, of two 60.00, of three 50.00.
  EXPECT_EQ(watch_->auction_floor(), Price(46'67));
  watch_->set_floor(Price(50'00));
  EXPECT_EQ(watch_->auction_floor(), Price(50'00));
}

}  // namespace
}  // namespace tanshi
