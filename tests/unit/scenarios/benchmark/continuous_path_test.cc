// The closed form in continuous time against its own conditions and against the yearly solver with
// ever shorter "years".
#include "scenarios/benchmark/continuous_path.h"

#include <cmath>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "agents/planning/hotelling_path.h"

namespace tanshi {
namespace {

// A tightening cap with a starting bank: 100 a year emitted, 95 supplied and 2 less each year.
constexpr ContinuousMarket kTightening{100, 0.8, 95, 2, 60, 0.1};

TEST(ContinuousPath, PriceRisesAtTheDiscountRateAndMeetsTheFlow) {
  const ContinuousPath path(kTightening);
  const double end = path.exhaustion_time();

  EXPECT_GT(end, 1);
  for (double t = 0; t + 1 < end; t += 1) {
    EXPECT_NEAR(path.price(t + 1) / path.price(t), std::exp(0.1), 1e-12);
  }
  EXPECT_NEAR(path.price(end), 0.8 * (100 - (95 - 2 * end)), 1e-9);
  EXPECT_NEAR(path.price(end + 2), 0.8 * (5 + 2 * (end + 2)), 1e-9);
  EXPECT_LE(path.price(end + 1) / path.price(end), std::exp(0.1));
}

TEST(ContinuousPath, TheBankIsTheIntegralOfSupplyLessEmissions) {
  const ContinuousPath path(kTightening);
  const double end = path.exhaustion_time();
  const int slices = 20'000;
  double bank_t = 60;
  for (int i = 0; i < slices; ++i) {
    const double t = end * (i + 0.5) / slices;
    bank_t += (95 - 2 * t - path.emissions(t)) * end / slices;
    const double after = end * (i + 1) / slices;
    if (i % 1000 == 999) {
      EXPECT_NEAR(path.bank_t(after), bank_t, 1e-5);
    }
  }
  EXPECT_NEAR(bank_t, 0, 1e-5);
  EXPECT_EQ(path.bank_t(0), 60);
  EXPECT_EQ(path.bank_t(end + 1), 0);
}

TEST(ContinuousPath, YearlySolverApproachesItAsYearsGetShorter) {
  const ContinuousPath path(kTightening);
  double error_before = kUnbounded;
  for (const int a_year : {4, 16, 64}) {
    const double step = 1.0 / a_year;
    PathProblem problem;
    problem.initial_bank_t = 60;
    problem.discount_rate = std::expm1(0.1 * step);
    for (int i = 0; i < 30 * a_year; ++i) {
      const double middle = (i + 0.5) * step;
      const AbatementCurve curve = AbatementCurve(LinearMac{0, 0.8}, 100).scaled(step);
      problem.years.push_back({AggregateCurve({curve}), (100 - (95 - 2 * middle)) * step});
    }
    const PathResult result = hotelling_path(problem);
    const auto& points = std::get<std::vector<PathPoint>>(result);

    const double error = std::abs(points[0].price / path.price(step / 2) - 1);
    EXPECT_LT(error, error_before / 3);
    error_before = error;
  }
  EXPECT_LT(error_before, 1e-4);
}

TEST(ContinuousPath, ConstantSupplyWithoutBankHasAConstantPrice) {
  const ContinuousPath path({100, 2, 90, 0, 0, 0.05});

  EXPECT_EQ(path.exhaustion_time(), 0);
  EXPECT_DOUBLE_EQ(path.price(0), 20);
  EXPECT_DOUBLE_EQ(path.price(7), 20);
}

// Constant supply: A T - A (1 - e^(-r T)) / r = B0 with A = 10; for T = 10 and r = 0.1 B0 is
// 100 - 100 (1 - 1 / e) = 100 / e.
TEST(ContinuousPath, ConstantSupplyWithBankByHand) {
  const ContinuousPath path({100, 2, 90, 0, 100 / std::exp(1.0), 0.1});

  EXPECT_NEAR(path.exhaustion_time(), 10, 1e-9);
  EXPECT_NEAR(path.price(0), 20 / std::exp(1.0), 1e-9);
}

TEST(ContinuousPath, ADeclineAloneMakesFirmsSave) {
  const ContinuousPath path({100, 1, 100, 5, 0, 0.04});

  EXPECT_GT(path.exhaustion_time(), 25);  // saving goes on to 1 / r at least
  EXPECT_GT(path.price(0), 0);
  EXPECT_GT(path.bank_t(10), 0);
}

TEST(ContinuousPath, SupplyThatEndsLeavesThePriceAtTheChoke) {
  const ContinuousPath path({100, 1, 50, 25, 400, 0.01});

  EXPECT_GT(path.exhaustion_time(), 2);
  EXPECT_NEAR(path.price(path.exhaustion_time()), 100, 1e-9);
  EXPECT_NEAR(path.emissions(path.exhaustion_time() + 5), 0, 1e-9);
}

}  // namespace
}  // namespace tanshi
