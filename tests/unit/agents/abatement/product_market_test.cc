// A market of a product against its closed form: how much of a carbon cost the price takes up, what
// output falls by, and what surplus that costs; and sums of curves, which join output to measures.
#include "agents/abatement/product_market.h"

#include <optional>
#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

// 2 t a unit: a unit costs 60 more at 30 a tonne.
constexpr double kBaseline = 2'000;
constexpr double kAllowance = 30;
constexpr double kUnitCost = 60;

ProductMarket market_of(double demand, std::optional<double> supply) {
  return {.price = 400, .output = 1'000, .demand_elasticity = demand, .supply_elasticity = supply};
}

AbatementCurve only_output(const ProductMarket& product) {
  return with_output(AbatementCurve(), product, kBaseline);
}

double output_at(const ProductMarket& product, double allowance) {
  const AbatementCurve curve = only_output(product);
  const double abated_t = curve.abatement_at(allowance);
  return product.output - abated_by_output(curve, abated_t) / intensity(product, kBaseline);
}

TEST(ProductMarket, TheRateIsThatOfTheElasticities) {
  EXPECT_DOUBLE_EQ(pass_through_rate(market_of(0.5, 1.5)), 0.75);
  EXPECT_DOUBLE_EQ(pass_through_rate(market_of(1, 1)), 0.5);
  EXPECT_DOUBLE_EQ(pass_through_rate(market_of(0.5, std::nullopt)), 1);
}

// The demand line D = q0 (1 - eps_D (P - P0) / P0) and the supply line S = q0 (1 + eps_S (P - c -
// P0) / P0) meet where the price has risen by rho c.
TEST(ProductMarket, DemandAndSupplyMeetAtWhatIsSold) {
  for (const double demand : {0.1, 0.5, 2.0}) {
    for (const double supply : {0.2, 1.0, 5.0}) {
      const ProductMarket product = market_of(demand, supply);

      const double sold = output_at(product, kAllowance);
      const double rise = price_rise(product, product.output - sold);

      EXPECT_NEAR(rise, pass_through_rate(product) * kUnitCost, 1e-9);
      EXPECT_NEAR(sold, product.output * (1 + supply * (rise - kUnitCost) / product.price), 1e-9);
      EXPECT_NEAR(sold, product.output * (1 - demand * rise / product.price), 1e-9);
    }
  }
}

// eps_D 0.5, eps_S 1.5: 75 % of 60 is 45, so 0.5 x 1'000 / 400 x 45 = 56.25 units fewer.
TEST(ProductMarket, FiguresByHand) {
  EXPECT_NEAR(output_at(market_of(0.5, 1.5), kAllowance), 1'000 - 56.25, 1e-9);
  EXPECT_NEAR(only_output(market_of(0.5, 1.5)).abatement_at(kAllowance), 112.5, 1e-9);
}

// The triangle between demand and supply, whoever bears it.
TEST(ProductMarket, TheSurplusLostIsHalfTheUnitCostTimesTheOutputLost) {
  for (const std::optional<double> supply : {std::optional(0.3), std::optional(4.0), {}}) {
    const ProductMarket product = market_of(0.8, supply);
    const AbatementCurve curve = only_output(product);
    const double fewer = product.output - output_at(product, kAllowance);

    EXPECT_NEAR(curve.total_cost(curve.abatement_at(kAllowance)), kUnitCost * fewer / 2, 1e-7);
  }
}

// At 2 t a unit nothing is made from 400 / (2 x 2 x 0.5) = 200 a tonne on.
TEST(ProductMarket, OutputDoesNotFallBelowNothing) {
  const ProductMarket product = market_of(2, 2);

  EXPECT_NEAR(output_at(product, 199), 5, 1e-9);
  EXPECT_DOUBLE_EQ(output_at(product, 200), 0);
  EXPECT_DOUBLE_EQ(output_at(product, 1e6), 0);
}

TEST(ProductMarket, FirmsOfAGroupRespondTogetherAsTheGroupDoes) {
  const ProductMarket product = market_of(0.5, 1.5);
  const AbatementCurve curve =
      with_output(AbatementCurve(LinearMac{0, 0.1}, kBaseline), product, kBaseline);
  const AbatementCurve of_one = curve.split(4);

  const double abated_t = of_one.abatement_at(kAllowance);

  EXPECT_NEAR(4 * abated_t, curve.abatement_at(kAllowance), 1e-9);
  EXPECT_NEAR(4 * abated_by_output(of_one, abated_t), 112.5, 1e-9);
}

// Measures at 10 a tonne for 100 t and at 50 for 100 t; output at q / 3.75 a tonne.
AbatementCurve menu_and_output() {
  return with_output(AbatementCurve(StepMac{{{10, 100}, {50, 100}}}), market_of(0.5, 1.5),
                     kBaseline);
}

TEST(SumOfCurves, WaitsAtAStepUntilItIsDone) {
  const AbatementCurve curve = menu_and_output();

  EXPECT_NEAR(curve.mac(20), 20 / 3.75, 1e-9);
  EXPECT_NEAR(curve.mac(37.5 + 60), 10, 1e-9);
  EXPECT_NEAR(abated_by_output(curve, 37.5 + 60), 37.5, 1e-9);
  EXPECT_NEAR(curve.mac(100 + 75), 20, 1e-9);
  EXPECT_NEAR(curve.total_cost(100 + 75), 10 * 100 + 75 * 20 / 2, 1e-9);
}

TEST(SumOfCurves, EndsAtTheBaselineThoughItsPartsCouldDoMore) {
  const AbatementCurve curve = menu_and_output();

  EXPECT_DOUBLE_EQ(curve.max_abatement_t(), kBaseline);
  EXPECT_DOUBLE_EQ(curve.abatement_at(1e9), kBaseline);
  EXPECT_NEAR(curve.mac(kBaseline), (kBaseline - 200) / 3.75, 1e-6);
}

// A measure that earns 5 a tonne comes first, also in the cost of what is not worth doing alone.
TEST(SumOfCurves, WhatPaysForItselfIsDoneFirst) {
  const AbatementCurve curve =
      with_output(AbatementCurve(StepMac{{{-5, 100}, {50, 100}}}), market_of(0.5, 1.5), kBaseline);

  EXPECT_DOUBLE_EQ(curve.abatement_at(0), 100);
  EXPECT_DOUBLE_EQ(curve.mac(40), -5);
  EXPECT_DOUBLE_EQ(curve.total_cost(40), -200);
  EXPECT_DOUBLE_EQ(abated_by_output(curve, 40), 0);
  EXPECT_NEAR(curve.mac(100 + 37.5), 10, 1e-9);
}

TEST(SumOfCurves, ScalesAndIsRepricedAsItsPartsAre) {
  const AbatementCurve curve = menu_and_output();

  EXPECT_NEAR(curve.scaled(3).abatement_at(20), 3 * curve.abatement_at(20), 1e-9);
  EXPECT_NEAR(curve.scaled(3).total_cost(300), 3 * curve.total_cost(100), 1e-9);
  EXPECT_NEAR(curve.repriced(2).abatement_at(40), curve.abatement_at(20), 1e-9);
  EXPECT_NEAR(curve.bounded(50).abatement_at(20), 50, 1e-9);
}

TEST(SumOfCurves, OnlyItsFirstPartMayPayForItself) {
  const AbatementCurve earns(LinearMac{-1, 1});
  const AbatementCurve costs(LinearMac{0, 1});

  EXPECT_FALSE(find_error(SumMac{{earns, costs}}));
  EXPECT_EQ(find_error(SumMac{{costs, earns}})->parameter, "parts[1]");
  EXPECT_EQ(find_error(SumMac{})->parameter, "parts");
}

}  // namespace
}  // namespace tanshi
