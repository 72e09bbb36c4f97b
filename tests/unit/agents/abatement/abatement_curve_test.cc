// Every shape of MAC curve against what its definition implies (the MAC is the derivative of the
// cost, the inverse undoes it, bounds hold) and against figures worked out by hand.
#include "agents/abatement/abatement_curve.h"

#include <cctype>
#include <cmath>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanshi {
namespace {

struct NamedCurve {
  std::string name;
  AbatementCurve curve;
  double high_t;  // amounts up to here are tried
};

std::vector<NamedCurve> smooth_curves() {
  return {
      {"linear", AbatementCurve(LinearMac{5, 2.4e-5}), 3e6},
      {"linear below zero", AbatementCurve(LinearMac{-10, 0.5}), 100},
      {"quadratic", AbatementCurve(QuadraticMac{0.0005, 0.0398}), 600},
      {"quadratic, b < 0", AbatementCurve(QuadraticMac{0.0085, -0.0986}), 200},
      {"power", AbatementCurve(PowerMac{1.135 * 2601, 3, 6e9}), 6e9},
      {"power below 1", AbatementCurve(PowerMac{100, 0.5, 1000}), 1000},
      {"exponential", AbatementCurve(ExponentialMac{20, 1e-6}), 3e6},
  };
}

StepMac three_projects() {
  return StepMac{{{30, 200}, {-5, 100}, {10, 50}}};
}

class SmoothCurve : public testing::TestWithParam<NamedCurve> {};
INSTANTIATE_TEST_SUITE_P(Shapes, SmoothCurve, testing::ValuesIn(smooth_curves()),
                         [](const auto& param) {
                           std::string name = param.param.name;
                           std::erase_if(name, [](char c) { return std::isalnum(c) == 0; });
                           return name;
                         });

TEST_P(SmoothCurve, MacIsTheDerivativeOfCost) {
  const auto& [name, curve, high_t] = GetParam();
  const double h = high_t * 1e-5;
  for (int i = 1; i < 40; ++i) {
    const double q = high_t * i / 40;
    const double slope = (curve.total_cost(q + h) - curve.total_cost(q - h)) / (2 * h);
    EXPECT_NEAR(slope, curve.mac(q), 1e-5 * std::abs(curve.mac(high_t))) << q;
  }
  EXPECT_EQ(curve.total_cost(0), 0);
}

TEST_P(SmoothCurve, InverseUndoesTheMacWhereItIsPositive) {
  const auto& [name, curve, high_t] = GetParam();
  for (int i = 1; i <= 40; ++i) {
    const double q = high_t * i / 40;
    const double price = curve.mac(q);
    if (price <= 0) continue;
    EXPECT_NEAR(curve.abatement_at(price), q, 1e-12 * high_t) << price;
    EXPECT_EQ(curve.mac(q), curve.mac_of_last(q));
  }
}

TEST_P(SmoothCurve, BoundsClampAmountsAndInverse) {
  const auto& [name, curve, high_t] = GetParam();
  const AbatementCurve bounded = curve.bounded(high_t / 3);

  EXPECT_EQ(bounded.max_abatement_t(), high_t / 3);
  EXPECT_EQ(bounded.abatement_at(1e300), high_t / 3);
  EXPECT_EQ(bounded.abatement_at(-1e300), 0);
  EXPECT_EQ(bounded.mac(high_t), curve.mac(high_t / 3));
  EXPECT_EQ(bounded.total_cost(high_t), curve.total_cost(high_t / 3));
  EXPECT_EQ(bounded.bounded(high_t).max_abatement_t(), high_t / 3);
}

TEST_P(SmoothCurve, FirmsThatShareItAbateAndPayTheSameTogether) {
  const auto& [name, curve, high_t] = GetParam();
  const AbatementCurve each = curve.split(7);
  for (double share : {0.1, 0.5, 1.0}) {
    const double q = high_t * share;
    EXPECT_NEAR(7 * each.total_cost(q / 7), curve.total_cost(q),
                1e-12 * std::abs(curve.total_cost(high_t)));
    EXPECT_NEAR(7 * each.abatement_at(curve.mac(q)), curve.abatement_at(curve.mac(q)),
                1e-12 * high_t);
  }
}

TEST_P(SmoothCurve, RepricingMultipliesMacAndCost) {
  const auto& [name, curve, high_t] = GetParam();
  const AbatementCurve dearer = curve.repriced(1.25);

  EXPECT_DOUBLE_EQ(dearer.mac(high_t / 2), 1.25 * curve.mac(high_t / 2));
  EXPECT_DOUBLE_EQ(dearer.total_cost(high_t / 2), 1.25 * curve.total_cost(high_t / 2));
}

TEST(AbatementCurve, DefaultAbatesNothing) {
  const AbatementCurve none;

  EXPECT_EQ(none.max_abatement_t(), 0);
  EXPECT_EQ(none.abatement_at(1e9), 0);
  EXPECT_EQ(none.total_cost(5), 0);
}

TEST(AbatementCurve, LinearByHand) {
  const AbatementCurve curve(LinearMac{10, 0.5});

  EXPECT_DOUBLE_EQ(curve.mac(100), 60);
  EXPECT_DOUBLE_EQ(curve.abatement_at(60), 100);
  EXPECT_DOUBLE_EQ(curve.abatement_at(9), 0);
  EXPECT_DOUBLE_EQ(curve.total_cost(100), 3500);
}

TEST(AbatementCurve, FlatLineIsOneStep) {
  const AbatementCurve flat(LinearMac{20, 0}, 100);

  EXPECT_EQ(flat.abatement_at(19.99), 0);
  EXPECT_EQ(flat.abatement_at(20), 100);
  EXPECT_EQ(flat.total_cost(50), 1000);
}

// OOE of Ellerman and Decaux: nothing costs anything up to -b / a = 11.6 MtC.
TEST(AbatementCurve, QuadraticWithNegativeBIsFreeUpToItsRoot) {
  const AbatementCurve curve(QuadraticMac{0.0085, -0.0986});

  EXPECT_EQ(curve.mac(11.5), 0);
  EXPECT_EQ(curve.total_cost(11.5), 0);
  EXPECT_NEAR(curve.abatement_at(0), 11.6, 1e-12);
  EXPECT_EQ(curve.abatement_at(-1e-9), 0);
  EXPECT_GT(curve.mac(11.7), 0);
  // Integral of 0.0085 q^2 - 0.0986 q from 11.6 to 100.
  EXPECT_NEAR(curve.total_cost(100),
              0.0085 * (1e6 - std::pow(11.6, 3)) / 3 - 0.0986 * (1e4 - 134.56) / 2, 1e-9);
}

// Figures stated for DICE-2016 in reference/economics.md section 1: price = 550 mu^1.6, so that
// 3 % abated costs 2.01 USD/t.
TEST(AbatementCurve, PowerGivesTheDiceBackstopPrice) {
  const AbatementCurve curve(PowerMac{550, 1.6, 1000});

  EXPECT_NEAR(curve.mac(30), 2.01, 0.005);
  EXPECT_DOUBLE_EQ(curve.mac(1000), 550);
  EXPECT_DOUBLE_EQ(curve.max_abatement_t(), 1000);
  EXPECT_DOUBLE_EQ(curve.total_cost(1000), 550.0 * 1000 / 2.6);
}

TEST(AbatementCurve, ExponentialByHandAndForTinyAmounts) {
  const AbatementCurve curve(ExponentialMac{20, 0.01});

  EXPECT_NEAR(curve.mac(100), 20 * (std::exp(1.0) - 1), 1e-12);
  EXPECT_NEAR(curve.total_cost(100), 20 * ((std::exp(1.0) - 1) / 0.01 - 100), 1e-10);
  EXPECT_NEAR(curve.total_cost(99.99), 20 * ((std::exp(0.9999) - 1) / 0.01 - 99.99), 1e-10);
  // p0 k q^2 / 2 to first order, where e^x - 1 - x would cancel to nothing.
  EXPECT_NEAR(curve.total_cost(1e-7) / (20 * 0.01 * 1e-14 / 2), 1, 1e-9);
}

TEST(AbatementCurve, StepsAreDoneInOrderOfPrice) {
  const AbatementCurve menu(three_projects());

  EXPECT_EQ(menu.max_abatement_t(), 350);
  EXPECT_EQ(menu.abatement_at(-6), 0);
  EXPECT_EQ(menu.abatement_at(0), 100);
  EXPECT_EQ(menu.abatement_at(10), 150);
  EXPECT_EQ(menu.abatement_at(29.99), 150);
  EXPECT_EQ(menu.abatement_at(30), 350);
  EXPECT_EQ(menu.total_cost(120), -5.0 * 100 + 10.0 * 20);
  EXPECT_EQ(menu.total_cost(350), -500 + 500 + 6000);
}

TEST(AbatementCurve, WhereAStepEndsTheNextTonneIsDearerThanTheLast) {
  const AbatementCurve menu(three_projects());

  EXPECT_EQ(menu.mac(0), -5);
  EXPECT_EQ(menu.mac(100), 10);
  EXPECT_EQ(menu.mac_of_last(100), -5);
  EXPECT_EQ(menu.mac(120), 10);
  EXPECT_EQ(menu.mac(350), 30);
  EXPECT_EQ(menu.bounded(100).mac(100), 10);
}

TEST(AbatementCurve, MarginTakesItsShareOfTheStep) {
  const AbatementCurve menu(three_projects());
  const Margin margin{30, 0.25, std::nextafter(30, 0)};

  EXPECT_DOUBLE_EQ(menu.abatement_at(margin), 150 + 0.25 * 200);
}

TEST(AbatementCurve, ScalingChangesTheUnitOfAbatement) {
  const AbatementCurve in_megatonnes(QuadraticMac{0.0005, 0.0398}, 900);
  const AbatementCurve in_tonnes = in_megatonnes.scaled(1e6);

  EXPECT_DOUBLE_EQ(in_tonnes.mac(465e6), in_megatonnes.mac(465));
  EXPECT_DOUBLE_EQ(in_tonnes.total_cost(465e6), 1e6 * in_megatonnes.total_cost(465));
  EXPECT_DOUBLE_EQ(in_tonnes.max_abatement_t(), 900e6);
  EXPECT_EQ(AbatementCurve(three_projects()).scaled(10).abatement_at(10), 1500);
}

struct BadCurve {
  MacShape shape;
  double max_abatement_t;
  std::string parameter;
};

TEST(AbatementCurve, FindErrorNamesTheBadParameter) {
  const double nan = std::nan("");
  const BadCurve bad[] = {
      {LinearMac{nan, 1}, kUnbounded, "intercept"},
      {LinearMac{0, -1}, kUnbounded, "slope"},
      {LinearMac{5, 0}, kUnbounded, "slope"},
      {LinearMac{0, 1}, -1, "max_abatement_t"},
      {LinearMac{0, 1}, nan, "max_abatement_t"},
      {QuadraticMac{0, 1}, kUnbounded, "a"},
      {QuadraticMac{1, kUnbounded}, kUnbounded, "b"},
      {PowerMac{0, 3, 100}, kUnbounded, "scale"},
      {PowerMac{10, -1, 100}, kUnbounded, "exponent"},
      {PowerMac{10, 3, 0}, kUnbounded, "baseline_t"},
      {ExponentialMac{0, 1}, kUnbounded, "p0"},
      {ExponentialMac{1, nan}, kUnbounded, "k"},
      {StepMac{}, kUnbounded, "steps"},
      {StepMac{{{1, 5}, {nan, 5}}}, kUnbounded, "steps[1].price"},
      {StepMac{{{1, 5}, {2, 5}, {3, 0}}}, kUnbounded, "steps[2].quantity_t"},
  };
  for (const BadCurve& each : bad) {
    const auto error = find_error(each.shape, each.max_abatement_t);
    ASSERT_TRUE(error.has_value()) << each.parameter;
    EXPECT_EQ(error->parameter, each.parameter);
    EXPECT_THAT(error->reason, testing::StartsWith("must "));
  }
}

TEST(AbatementCurve, FindErrorAcceptsWhatTheConstructorTakes) {
  for (const NamedCurve& each : smooth_curves()) EXPECT_FALSE(find_error(each.curve.shape()));
  EXPECT_FALSE(find_error(three_projects()));
  EXPECT_FALSE(find_error(LinearMac{5, 0}, 10));
  EXPECT_FALSE(find_error(LinearMac{0, 1}, 0));
}

TEST(AbatementCurveDeathTest, ConstructorRefusesWhatFindErrorFinds) {
  EXPECT_DEATH(AbatementCurve(LinearMac{0, -1}), "CHECK failed");
  EXPECT_DEATH((void)AbatementCurve(LinearMac{0, 1}).scaled(0), "CHECK failed");
}

TEST(AbatementCurve, NamesOfShapesAreThoseOfScenarioFiles) {
  EXPECT_EQ(shape_name(LinearMac{}), "linear");
  EXPECT_EQ(shape_name(QuadraticMac{}), "quadratic");
  EXPECT_EQ(shape_name(PowerMac{}), "power");
  EXPECT_EQ(shape_name(ExponentialMac{}), "exponential");
  EXPECT_EQ(shape_name(StepMac{}), "steps");
  EXPECT_EQ(shape_name(SumMac{}), "sum");
}

}  // namespace
}  // namespace tanshi
