// Plans of investment worked out by hand: two years, one curve (MAC = q), one project.
#include "agents/planning/investment_plan.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

// Nothing is needed in the first year and 40 t in the second. A unit abates 1 t in the second year
// alone, so that it is charged capex x (1 + r).
InvestmentProblem two_years(double capex, double discount_rate, double units) {
  InvestmentProblem problem;
  problem.path.discount_rate = discount_rate;
  for (const double need_t : {0.0, 40.0}) {
    PathYear& year = problem.path.years.emplace_back();
    year.abatement = AggregateCurve({AbatementCurve(LinearMac{0, 1}, 100)});
    year.need_t = need_t;
    year.price_ceiling = 1'000;
  }
  PlannedProject& project = problem.projects.emplace_back();
  project.technology = {.name = "one", .capex = capex, .abates_t = 1, .lifetime_years = 1};
  project.units = units;
  project.runs = {1, 1};
  return problem;
}

InvestmentProblem without_banking(InvestmentProblem problem) {
  problem.path.years.front().most_bank_t = 0;
  return problem;
}

// p = 20 x 1.1 = 22 pays for the unit; at 22 the curve gives 22 of the 40 t.
TEST(InvestmentPlan, BuildsUntilThePriceJustPays) {
  const InvestmentPlan plan = investment_plan(without_banking(two_years(20, 0.1, 100)));

  EXPECT_NEAR(plan.builds[0][0], 18, 1e-6);
  EXPECT_EQ(plan.builds[0][1], 0);  // it would run when all is over
  EXPECT_NEAR(plan.path[0].price, 0, 1e-3);
  EXPECT_NEAR(plan.path[1].price, 22, 1e-6);
  EXPECT_NEAR(plan.path[1].abatement_t, 22, 1e-6);
}

// With banking p_1 = p_2 / 1.1, and the curve gives 15 in the first year and 16.5 in the second.
TEST(InvestmentPlan, WhatIsBankedIsNotBuilt) {
  const InvestmentPlan plan = investment_plan(two_years(15, 0.1, 100));

  EXPECT_NEAR(plan.path[1].price, 16.5, 1e-6);
  EXPECT_NEAR(plan.path[0].price, 15, 1e-6);
  EXPECT_NEAR(plan.path[0].bank_t, 15, 1e-6);
  EXPECT_NEAR(plan.builds[0][0], 40 - 15 - 16.5, 1e-6);
}

// A sum counts as its parts beside each other: a flat of 6 t at 3 and a line. Above its bound of 22
// t in the second year nothing is abated, so the rest is built, whatever it costs.
TEST(InvestmentPlan, ASumIsItsPartsWithinItsBound) {
  const SumMac parts{{AbatementCurve(StepMac{{{3, 6}}}), AbatementCurve(LinearMac{0, 1}, 100)}};
  InvestmentProblem problem = without_banking(two_years(20, 0.1, 100));
  problem.path.years.back().abatement = AggregateCurve({AbatementCurve(parts)});

  const InvestmentPlan at_price = investment_plan(problem);
  problem.path.years.back().abatement = AggregateCurve({AbatementCurve(parts, 22)});
  const InvestmentPlan at_bound = investment_plan(problem);

  EXPECT_NEAR(at_price.path[1].price, 22, 1e-6);
  EXPECT_NEAR(at_price.builds[0][0], 40 - 6 - 22, 1e-6);
  EXPECT_NEAR(at_bound.builds[0][0], 40 - 22, 1e-6);
  EXPECT_NEAR(at_bound.path[1].abatement_t, 22, 1e-6);
}

// Abating 40 t in two years costs 40 / 2.1 in the first: more would be paid for no project.
TEST(InvestmentPlan, WhatDoesNotPayIsNotBuilt) {
  const InvestmentProblem problem = two_years(20, 0.1, 100);

  const InvestmentPlan plan = investment_plan(problem);

  EXPECT_EQ(plan.builds[0][0], 0);
  EXPECT_NEAR(plan.path[0].price, 40 / 2.1, 1e-9);
}

TEST(InvestmentPlan, AllUnitsAreBuiltWhereTheyPayMore) {
  const InvestmentPlan plan = investment_plan(without_banking(two_years(20, 0.1, 5)));

  EXPECT_NEAR(plan.builds[0][0], 5, 1e-6);
  EXPECT_NEAR(plan.path[1].price, 35, 1e-5);
}

// 1 t in the second year at p = 30: (30 - 4) / 1.1 - 20.
TEST(InvestmentPlan, NetPresentValueByHand) {
  InvestmentProblem problem = two_years(20, 0.1, 1);
  PlannedProject& project = problem.projects.front();
  project.technology.running_cost = 4;

  EXPECT_NEAR(net_present_value(project, 0, 20, {0, 30}, 0.1), 26 / 1.1 - 20, 1e-9);
  project.runs[1] = 0;  // the plant is closed: the money is lost
  EXPECT_NEAR(net_present_value(project, 0, 20, {0, 30}, 0.1), -20, 1e-9);
}

// A life of two years of which one is within the horizon is charged for one: half of 42 at r = 0.
TEST(InvestmentPlan, TheEndOfTheHorizonDoesNotKillInvestment) {
  InvestmentProblem problem = without_banking(two_years(42, 0, 100));
  problem.projects.front().technology.lifetime_years = 2;

  const InvestmentPlan plan = investment_plan(problem);

  EXPECT_NEAR(plan.path[1].price, 21, 1e-6);
  EXPECT_NEAR(plan.builds[0][0], 19, 1e-6);
  EXPECT_NEAR(cost_of(problem.projects[0], plan.builds[0], plan.capex[0], 0, 1), 19 * 21, 1e-4);
}

// Half of the plant's emissions are left to its curve when projects abate the other half.
TEST(InvestmentPlan, CurveAndProjectsKeepToTheRoom) {
  InvestmentProblem problem = without_banking(two_years(1, 0, 100));
  problem.room_t = {{30}, {30}};

  const InvestmentPlan plan = investment_plan(problem);

  EXPECT_NEAR(plan.builds[0][0] + plan.path[1].abatement_t, 30, 1e-5);
  EXPECT_NEAR(plan.path[1].uncovered_t, 10, 1e-5);
}

// What was built in the first year lowers what is built in the second.
TEST(InvestmentPlan, LaterUnitsAreCheaperByWhatWasLearned) {
  InvestmentProblem problem = two_years(20, 0, 100);
  problem.path.years.push_back(problem.path.years.back());
  problem.path.years[2].need_t = 60;
  for (PathYear& year : problem.path.years) year.most_bank_t = 0;
  problem.path.years.back().most_bank_t = kUnbounded;
  Technology& technology = problem.projects.front().technology;
  problem.projects.front().runs = {1, 1, 1};
  technology.learning = 0.2;
  technology.experience_t = 20;

  const InvestmentPlan plan = investment_plan(problem);

  EXPECT_NEAR(plan.builds[0][0], 20, 1e-4);   // p = 20 in the second year
  EXPECT_NEAR(plan.capex[0][1], 16, 1e-4);    // its experience has doubled
  EXPECT_NEAR(plan.path[2].price, 16, 1e-3);  // which sets the third year's price
  EXPECT_NEAR(plan.builds[0][1], 60 - 16, 1e-2);
}

}  // namespace
}  // namespace tanshi
