// The path solver against published and hand-made cases: reference/economics.md section 3, and
// one case for each kind of bend and bound.
#include "agents/planning/hotelling_path.h"

#include <cmath>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

// MAC p = 100 - e of a baseline of 100 a year.
AggregateCurve textbook_curve() {
  return AggregateCurve({AbatementCurve(LinearMac{0, 1}, 100)});
}

PathProblem textbook(const std::vector<double>& caps, double discount_rate) {
  PathProblem problem;
  problem.discount_rate = discount_rate;
  for (double cap : caps) problem.years.push_back({textbook_curve(), 100 - cap});
  return problem;
}

const std::vector<double> kFallingCap = {90, 90, 90, 90, 90, 60, 60, 60, 60, 60, 60, 60};

std::vector<PathPoint> solve(const PathProblem& problem) {
  const PathResult result = hotelling_path(problem);
  EXPECT_TRUE(std::holds_alternative<std::vector<PathPoint>>(result));
  return std::get<std::vector<PathPoint>>(result);
}

PathProblem without_banking(PathProblem problem) {
  for (PathYear& year : problem.years) year.most_bank_t = 0;
  return problem;
}

TEST(HotellingPath, BankingAtFivePercentHoldsToTheEnd) {
  const PathProblem problem = textbook(kFallingCap, 0.05);

  const std::vector<PathPoint> path = solve(problem);

  EXPECT_NEAR(path[0].price / 20.7324, 1, 1e-4 / 20);
  EXPECT_NEAR(path[11].price / 35.4594, 1, 1e-4 / 35);
  for (std::size_t t = 1; t < 12; ++t) EXPECT_NEAR(path[t].price / path[t - 1].price, 1.05, 1e-14);
  EXPECT_NEAR(path[4].bank_t, 64.5595, 1e-4);
  EXPECT_EQ(path[11].bank_t, 0);
  EXPECT_NEAR(present_cost(problem, path), 3420.84, 5e-3);
}

TEST(HotellingPath, BankingAtTenPercentRunsOut) {
  const PathProblem problem = textbook(kFallingCap, 0.10);

  const std::vector<PathPoint> path = solve(problem);

  EXPECT_NEAR(path[0].price, 15.6863, 5e-5);
  EXPECT_NEAR(path[9].price, 36.9876, 5e-5);
  EXPECT_NEAR(path[10].price, 40, 1e-10);
  EXPECT_NEAR(path[11].price, 40, 1e-10);
  EXPECT_NEAR(path[4].bank_t, 45.7667, 5e-5);
  EXPECT_EQ(path[9].bank_t, 0);
  EXPECT_NEAR(present_cost(problem, path), 2549.62, 5e-3);
}

TEST(HotellingPath, WithoutBankingEachYearStandsAlone) {
  for (const auto& [rate, cost] : {std::pair{0.05, 4035.67}, std::pair{0.10, 2868.65}}) {
    const PathProblem problem = without_banking(textbook(kFallingCap, rate));

    const std::vector<PathPoint> path = solve(problem);

    for (std::size_t t = 0; t < 12; ++t) {
      EXPECT_NEAR(path[t].price, 100 - kFallingCap[t], 1e-10);
      EXPECT_EQ(path[t].bank_t, 0);
    }
    EXPECT_NEAR(present_cost(problem, path), cost, 5e-3);
  }
}

TEST(HotellingPath, ASurplusIsWorthNothing) {
  const std::vector<PathPoint> path = solve(textbook({150, 120, 80}, 0.05));

  for (const PathPoint& point : path) {
    EXPECT_EQ(point.price, 0);
    EXPECT_EQ(point.abatement_t, 0);
  }
  EXPECT_DOUBLE_EQ(path[2].bank_t, 50);
}

TEST(HotellingPath, WhereNothingMayBeBankedASurplusExpires) {
  const std::vector<PathPoint> path = solve(without_banking(textbook({150, 80}, 0.05)));

  EXPECT_EQ(path[0].price, 0);
  EXPECT_DOUBLE_EQ(path[0].expired_t, 50);
  EXPECT_NEAR(path[1].price, 20, 1e-12);
  EXPECT_EQ(path[1].expired_t, 0);
}

TEST(HotellingPath, AFullBankLetsThePriceRiseFaster) {
  PathProblem problem = textbook({90, 90, 60}, 0.05);
  for (PathYear& year : problem.years) year.most_bank_t = 5;

  const std::vector<PathPoint> path = solve(problem);

  // 5 t are carried into the last year, saved in the first two at one discounted price.
  EXPECT_NEAR(path[1].bank_t, 5, 1e-12);
  EXPECT_NEAR(path[1].price / path[0].price, 1.05, 1e-14);
  EXPECT_NEAR(path[0].price, 25 / 2.05, 1e-10);
  EXPECT_NEAR(path[2].price, 35, 1e-10);
}

TEST(HotellingPath, BorrowingSmoothsATightStart) {
  PathProblem problem = textbook({60, 90}, 0.05);
  EXPECT_NEAR(solve(problem)[0].price, 40, 1e-10);

  problem.years[0].least_bank_t = -10;
  const std::vector<PathPoint> limited = solve(problem);
  EXPECT_NEAR(limited[0].bank_t, -10, 1e-12);
  EXPECT_NEAR(limited[0].price, 30, 1e-10);
  EXPECT_NEAR(limited[1].price, 20, 1e-10);

  problem.years[0].least_bank_t = -100;
  const std::vector<PathPoint> free = solve(problem);
  EXPECT_NEAR(free[0].price, 50 / 2.05, 1e-10);
  EXPECT_NEAR(free[1].price, 1.05 * 50 / 2.05, 1e-10);
  EXPECT_EQ(free[1].bank_t, 0);
}

TEST(HotellingPath, ARequiredFinalBankIsKept) {
  PathProblem problem = textbook({90, 90}, 0);
  problem.years[1].least_bank_t = 30;

  const std::vector<PathPoint> path = solve(problem);

  EXPECT_NEAR(path[0].price, 25, 1e-10);
  EXPECT_NEAR(path[1].price, 25, 1e-10);
  EXPECT_EQ(path[1].bank_t, 30);
}

TEST(HotellingPath, AnInitialBankIsSpentOverThePhase) {
  PathProblem problem = textbook({70, 70}, 0);
  problem.initial_bank_t = 20;

  const std::vector<PathPoint> path = solve(problem);

  EXPECT_NEAR(path[0].price, 20, 1e-10);
  EXPECT_NEAR(path[0].bank_t, 10, 1e-10);
  EXPECT_EQ(path[1].bank_t, 0);
}

TEST(HotellingPath, ACeilingLeavesTonnesUncovered) {
  PathProblem problem = textbook({90, 20}, 0.05);
  for (PathYear& year : problem.years) year.price_ceiling = 42;

  const std::vector<PathPoint> path = solve(problem);

  EXPECT_NEAR(path[0].price, 40, 1e-10);  // 42 discounted: abate early and bank
  EXPECT_EQ(path[0].uncovered_t, 0);
  EXPECT_EQ(path[1].price, 42);
  EXPECT_NEAR(path[1].uncovered_t, 80 - 42 - 30, 1e-9);
  EXPECT_NEAR(path[1].abatement_t, 42, 1e-9);
  EXPECT_NEAR(present_cost(problem, path), 800 + (42.0 * 42 / 2 + 8 * 42) / 1.05, 1e-8);
}

TEST(HotellingPath, AnImpossibleCapIsReportedWithTheLargestAbatement) {
  PathProblem problem = textbook({50, -70, 100}, 0.05);

  const PathResult result = hotelling_path(problem);

  const auto* infeasible = std::get_if<PathInfeasible>(&result);
  ASSERT_NE(infeasible, nullptr);
  EXPECT_EQ(infeasible->year, 1U);
  EXPECT_NEAR(infeasible->missing_t, 20, 1e-9);
  EXPECT_NEAR(infeasible->largest_abatement_t, 200, 1e-9);
}

TEST(HotellingPath, AFullBankCanMakeALaterCapImpossible) {
  PathProblem problem = textbook({90, 90, -70}, 0.05);
  for (PathYear& year : problem.years) year.most_bank_t = 40;

  const PathResult result = hotelling_path(problem);

  const auto* infeasible = std::get_if<PathInfeasible>(&result);
  ASSERT_NE(infeasible, nullptr);
  EXPECT_EQ(infeasible->year, 2U);
  EXPECT_NEAR(infeasible->missing_t, 30, 1e-9);
}

// Two identical years on one flat at 10: the flat is half used in both.
TEST(HotellingPath, AFlatIsSharedEvenlyBetweenYears) {
  const AggregateCurve menu({AbatementCurve(StepMac{{{10, 40}, {50, 40}}})});
  PathProblem problem;
  problem.years = {{menu, 10}, {menu, 30}};

  const std::vector<PathPoint> path = solve(problem);

  EXPECT_DOUBLE_EQ(path[0].price, 10);
  EXPECT_NEAR(path[0].abatement_t, 20, 1e-12);
  EXPECT_NEAR(path[1].abatement_t, 20, 1e-12);
  EXPECT_NEAR(path[0].bank_t, 10, 1e-12);
}

// The second year needs less than its share, but the first may not borrow.
TEST(HotellingPath, AFlatIsFilledUnevenlyWhereTheBankWouldRunOut) {
  const AggregateCurve menu({AbatementCurve(StepMac{{{10, 40}, {50, 40}}})});
  PathProblem problem;
  problem.years = {{menu, 30}, {menu, 10}};

  const std::vector<PathPoint> path = solve(problem);

  EXPECT_DOUBLE_EQ(path[0].price, 10);
  EXPECT_DOUBLE_EQ(path[1].price, 10);
  EXPECT_NEAR(path[0].abatement_t, 30, 1e-12);
  EXPECT_NEAR(path[1].abatement_t, 10, 1e-12);
}

// Years 1 and 2 are full and abate nothing, at any price up to the project's; but a price of 0
// would be below what year 0 pays to fill the bank.
TEST(HotellingPath, WhileTheBankStaysFullThePriceDoesNotFall) {
  const AggregateCurve menu({AbatementCurve(StepMac{{{10, 5}}})});
  PathProblem problem;
  problem.discount_rate = -0.02;
  problem.years = {{menu, 4, -30}, {menu, 0, -30, 0}, {menu, 0, -30, 0}, {menu, 3, -0.5}};

  const std::vector<PathPoint> path = solve(problem);

  for (std::size_t t = 0; t < 3; ++t) EXPECT_GE(path[t + 1].price, 0.98 * path[t].price - 1e-12);
  EXPECT_DOUBLE_EQ(path[0].price, 10);
  EXPECT_NEAR(path[0].abatement_t, 4, 1e-12);
}

// Nothing is needed in the second year: a price from 0 up to 10 fits it.
TEST(HotellingPath, WhereARangeOfPricesFitsTheLowestIsReported) {
  const AggregateCurve menu({AbatementCurve(StepMac{{{10, 5}, {20, 5}}})});
  PathProblem problem;
  problem.years = {{menu, 5}, {AggregateCurve(), 0}};

  const std::vector<PathPoint> path = solve(problem);

  EXPECT_DOUBLE_EQ(path[0].price, 10);
  EXPECT_EQ(path[1].price, 0);
}

TEST(HotellingPath, ProjectsThatPayForThemselvesAreDoneAtPriceZero) {
  const AggregateCurve menu({AbatementCurve(StepMac{{{-5, 40}, {50, 40}}})});
  PathProblem problem;
  problem.years = {{menu, 10}};

  const std::vector<PathPoint> path = solve(problem);

  EXPECT_EQ(path[0].price, 0);
  EXPECT_EQ(path[0].abatement_t, 40);
  EXPECT_EQ(path[0].bank_t, 30);
  EXPECT_EQ(present_cost(problem, path), -200);
}

TEST(HotellingPath, NoYearsNoPath) {
  EXPECT_TRUE(solve(PathProblem{}).empty());
}

}  // namespace
}  // namespace tanshi
