// The price of who does not know what is to come, against two years and two states by hand.
#include "scenarios/benchmark/uncertain_equilibrium.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tanshi {
namespace {

// One firm with MAC = q in both years, r = 0 and nothing banked at first; what each year lacks.
BankingMarket two_years(double first, double second, double discount_rate = 0) {
  BankingMarket market;
  market.curves = {{AbatementCurve(LinearMac{0, 1}, 1'000)}};
  market.baseline_t = Eigen::MatrixXd::Constant(2, 1, 1'000);
  market.cap_t = Eigen::Vector2d(1'000 - first, 1'000 - second);
  market.discount_rate = discount_rate;
  market.price_ceiling = {900, 900};
  return market;
}

UncertainMarket either(double first, double low, double high, double discount_rate = 0) {
  return {two_years(first, (low + high) / 2, discount_rate),
          {two_years(first, low, discount_rate), two_years(first, high, discount_rate)}};
}

// 10 now and 20 or 40 later: all of 10 + 30 is shared alike, as if 30 were certain. Abating 20 now
// costs 200, 10 or 30 later (20^2 / 2 + (10^2 + 30^2) / 4 = 450); with foresight it is 15 and 15,
// or 25 and 25: 225 and 625. Knowing is worth 450 - 425, a quarter of the squared deviation.
TEST(UncertainEquilibrium, OfLinearCostsIsThatOfWhatIsExpected) {
  const UncertainEquilibrium found = uncertain_equilibrium(either(10, 20, 40));

  EXPECT_NEAR(found.price, 20, 1e-6);
  EXPECT_NEAR(found.bank_t, 10, 1e-6);
  EXPECT_NEAR(found.expected_cost, 450, 1e-6);
  EXPECT_NEAR(found.cost_with_foresight, 425, 1e-6);
  EXPECT_NEAR(found.cost_as_if_certain, 450, 1e-6);
  ASSERT_EQ(found.later.size(), 2U);
  EXPECT_NEAR(found.later[0].front().price, 10, 1e-6);
  EXPECT_NEAR(found.later[1].front().price, 30, 1e-6);
}

// Nothing now and 0 or 20 later. What is banked is worthless in the one state: it costs now half of
// what it costs in the other, b = (20 - b) / 2, more than the 5 of a certain 10. Costs: b^2 / 2 and
// half of (20 - b)^2 / 2, b = 20 / 3, together 66.67; with 5 it is 12.5 + 56.25; with foresight
// half of 10^2.
TEST(UncertainEquilibrium, BanksMoreWhereAllowancesCannotBeLessThanWorthless) {
  const UncertainEquilibrium found = uncertain_equilibrium(either(0, 0, 20));

  EXPECT_NEAR(found.price, 20.0 / 3, 1e-6);
  EXPECT_NEAR(found.bank_t, 20.0 / 3, 1e-6);
  EXPECT_NEAR(found.expected_cost, 200.0 / 3, 1e-6);
  EXPECT_NEAR(found.cost_as_if_certain, 68.75, 1e-6);
  EXPECT_NEAR(found.cost_with_foresight, 50, 1e-6);
}

// 30 now and less later: nothing is banked, and the price is what now asks for.
TEST(UncertainEquilibrium, PaysWhatTheFirstYearAsksForWhereNothingIsBanked) {
  const UncertainEquilibrium found = uncertain_equilibrium(either(30, 5, 15));

  EXPECT_NEAR(found.price, 30, 1e-9);
  EXPECT_EQ(found.bank_t, 0);
  EXPECT_NEAR(found.expected_cost, 450 + (12.5 + 112.5) / 2, 1e-6);
  EXPECT_NEAR(found.cost_with_foresight, found.expected_cost, 1e-6);
}

// At r = 25 %, p = E / 1.25: 10 + b = (30 - b) / 1.25, b = 17.5 / 2.25 = 70 / 9.
TEST(UncertainEquilibrium, DiscountsWhatIsExpected) {
  const UncertainEquilibrium found = uncertain_equilibrium(either(10, 20, 40, 0.25));

  EXPECT_NEAR(found.bank_t, 14 / 1.8, 1e-6);
  EXPECT_NEAR(found.price, 10 + 14 / 1.8, 1e-6);
}

TEST(UncertainEquilibrium, OfOneSampleIsTheOneWithForesight) {
  UncertainMarket market = either(10, 20, 40);
  market.samples.pop_back();
  market.expected = market.samples.front();

  const UncertainEquilibrium found = uncertain_equilibrium(market);

  EXPECT_NEAR(found.price, 15, 1e-6);
  EXPECT_NEAR(found.expected_cost, found.cost_with_foresight, 1e-6);
}

TEST(UncertainEquilibrium, KeepsNoMoreThanMayBeKept) {
  UncertainMarket market = either(10, 20, 40);
  market.expected.banking_limit_t = {4, 4};

  const UncertainEquilibrium found = uncertain_equilibrium(market);

  EXPECT_NEAR(found.bank_t, 4, 1e-6);
  EXPECT_NEAR(found.price, 14, 1e-6);
}

// A measure at 12 that abates 100 is the last that either year needs: the price stands on it.
TEST(UncertainEquilibrium, StandsOnAFlat) {
  UncertainMarket market = either(10, 20, 40);
  const AbatementCurve flat(StepMac{{{12, 100}}});
  market.expected.curves = {{flat}};
  for (BankingMarket& sample : market.samples) sample.curves = {{flat}};

  EXPECT_NEAR(uncertain_equilibrium(market).price, 12, 1e-9);
}

}  // namespace
}  // namespace tanshi
