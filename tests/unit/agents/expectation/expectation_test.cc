// What each kind of firm expects, against figures worked out by hand.
#include <gtest/gtest.h>

#include <memory>
#include <utility>
#include <vector>

#include "agents/abatement/rounding.h"
#include "agents/expectation/price_expectation.h"
#include "agents/expectation/price_volatility.h"
#include "tests/unit/agents/strategy/observations.h"

namespace tanshi {
namespace {

// Ten days a year, three years from 2025.
SeatBrief brief_with(Expectations expectations) {
  SeatBrief brief = test_brief();
  brief.emitter = true;
  brief.firm.expectations = std::move(expectations);
  return brief;
}

Observation on(int year, std::int32_t day, Price close) {
  Observation observation = test_observation();
  observation.year = Year{year};
  observation.day = day;
  observation.close = close;
  return observation;
}

TEST(Expectation, AFirmThatGoesByItsOwnPictureHasNoOther) {
  EXPECT_EQ(make_expectation(brief_with(ModelExpectations{})), nullptr);
}

TEST(Expectation, ForesightKnowsPricesAndBanksAndThatNobodyWantsWhatIsLeftOver) {
  const auto expectation =
      make_expectation(brief_with(ForesightExpectations{{20, 21, 23}, {500, 200, 0}}));

  expectation->see(on(2026, 3, Price(1'900)), 18);
  EXPECT_EQ(expectation->now(), 21);
  EXPECT_EQ(expectation->next(), 23);
  EXPECT_EQ(expectation->bank_t(), 200);

  expectation->see(on(2027, 0, Price(1'900)), 18);
  EXPECT_EQ(expectation->next(), 0);
}

// It expected 20 and the price is 30 all year: with a gain of 0.65 it expects 20 + 0.65 x 10 after
// the ten days, and half-way 30 - 10 x 0.35^(5/10).
TEST(Expectation, AdaptiveCorrectsThePartOfItsErrorInAYear) {
  const auto expectation = make_expectation(brief_with(AdaptiveExpectations{}));
  expectation->see(on(2025, 0, Price()), 20);
  EXPECT_EQ(expectation->now(), 20);

  for (std::int32_t day = 1; day <= 5; ++day) {
    expectation->see(on(2025, day, Price(3'000)), 99);
    expectation->see(on(2025, day, Price(3'000)), 99);  // another turn of the day says nothing new
  }
  EXPECT_NEAR(expectation->now(), 30 - 10 * 0.591607978, 1e-6);
  for (std::int32_t day = 6; day <= 9; ++day) expectation->see(on(2025, day, Price(3'000)), 99);
  expectation->see(on(2026, 0, Price(3'000)), 99);

  EXPECT_NEAR(expectation->now(), 26.5, 1e-9);
  EXPECT_EQ(expectation->next(), expectation->now());
}

// Last year's mean was 20 and the price stands at 25: 25 + 0.4 x 5.
TEST(Expectation, TrendGoesOnByAPartOfTheLastChange) {
  const auto expectation = make_expectation(brief_with(TrendExpectations{}));
  expectation->see(on(2025, 0, Price()), 18);
  EXPECT_EQ(expectation->next(), 18);

  const std::vector<Price> prices = {Price(2'000)};
  Observation second = on(2026, 0, Price());
  second.year_prices = prices;
  expectation->see(second, 18);
  EXPECT_EQ(expectation->now(), 20);
  EXPECT_EQ(expectation->next(), 20);
  second.close = Price(2'500);
  expectation->see(second, 18);

  EXPECT_DOUBLE_EQ(expectation->next(), 27);
}

TEST(Expectation, ATrendEndsAtNothing) {
  const auto expectation = make_expectation(brief_with(TrendExpectations{1.3}));
  const std::vector<Price> prices = {Price(2'000)};
  Observation second = on(2026, 4, Price(500));
  second.year_prices = prices;

  expectation->see(second, 18);

  EXPECT_EQ(expectation->next(), 0);
}

TEST(Expectation, ARuleIsMovedByNoPrice) {
  const auto expectation = make_expectation(brief_with(RuleExpectations{40, 0.1}));

  expectation->see(on(2026, 3, Price(100)), 18);

  EXPECT_DOUBLE_EQ(expectation->now(), 44);
  EXPECT_DOUBLE_EQ(expectation->next(), 48.4);
  EXPECT_EQ(expectation->bank_t(), std::nullopt);
}

// Changes of the logarithm by 0.1 and then -0.2: 0.94 x 0.01 + 0.06 x 0.04.
TEST(PriceVolatility, WeighsTheDaysByHowLongAgoTheyWere) {
  PriceVolatility volatility;
  volatility.see(on(2025, 0, Price()));
  volatility.see(on(2025, 1, Price(1'000'000)));
  EXPECT_EQ(volatility.variance_over(10), 0);
  volatility.see(on(2025, 2, Price(1'105'171)));
  volatility.see(on(2025, 2, Price(1'105'171)));
  EXPECT_NEAR(volatility.variance_over(10), 0.1, 1e-6);

  volatility.see(on(2025, 3, Price(904'837)));

  EXPECT_NEAR(volatility.variance_over(1), 0.0118, 1e-6);
}

}  // namespace
}  // namespace tanshi
