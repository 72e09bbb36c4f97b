// Plans of investment on random problems of every shape keep the conditions of equilibrium, which
// are checked here without the solver's code; and they cost no more than plans near them.
#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "agents/planning/investment_plan.h"
#include "tests/testing/random_investments.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

std::vector<double> prices_of(const InvestmentPlan& plan) {
  std::vector<double> prices;
  prices.reserve(plan.path.size());
  for (const PathPoint& point : plan.path) prices.push_back(point.price);
  return prices;
}

// Nothing that is not built pays, and what is built pays as well as it can.
void check_builds(const InvestmentProblem& problem, const InvestmentPlan& plan) {
  const std::vector<double> prices = prices_of(plan);
  for (std::size_t i = 0; i < problem.projects.size(); ++i) {
    const PlannedProject& project = problem.projects[i];
    double built = 0;
    double best = -kUnbounded;
    std::vector<double> worth;
    for (std::size_t year = 0; year < prices.size(); ++year) {
      built += plan.builds[i][year];
      worth.push_back(net_present_value(project, year, plan.capex[i][year], prices,
                                        problem.path.discount_rate));
      best = std::max(best, worth.back());
    }
    EXPECT_LE(built, project.units * (1 + 1e-9));
    if (built < project.units * (1 - 1e-5)) {
      EXPECT_LE(best, 1e-3);
    }
    for (std::size_t year = 0; year < prices.size(); ++year) {
      if (plan.builds[i][year] > 1e-5 * project.units) {
        EXPECT_GE(worth[year], std::max(best, 0.0) - 1e-3 * (1 + std::abs(best)))
            << "year " << year;
      }
    }
  }
}

// Whether the projects of each member leave some of its room, or just fill it.
bool within_room(const InvestmentProblem& problem, const InvestmentPlan& plan) {
  for (std::size_t year = 0; year < problem.room_t.size(); ++year) {
    std::vector<double> left_t = problem.room_t[year];
    for (std::size_t i = 0; i < problem.projects.size(); ++i)
      left_t[problem.projects[i].member] -= abated_by(problem.projects[i], plan.builds[i], year);
    if (std::ranges::min(left_t) < 0) return false;
  }
  return true;
}

TEST(InvestmentConditions, HoldForEveryShape) {
  int built = 0;
  for (const std::uint64_t seed : test_seeds(1000)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    InvestmentProblem problem = random_investments(random, CurveKind::kAny);
    problem.room_t.clear();  // a bound that binds has a price of its own

    const InvestmentPlan plan = investment_plan(problem);

    check_builds(problem, plan);
    if (builds_anything(plan)) ++built;
  }
  EXPECT_GT(built, 100);
}

// Plans drawn about it cost as much or more, or are beyond the units or the room.
TEST(InvestmentConditions, NoOtherPlanNearbyIsCheaper) {
  for (const std::uint64_t seed : test_seeds(300)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    const InvestmentProblem problem = random_investments(random, CurveKind::kAny);
    const InvestmentPlan plan = investment_plan(problem);
    const double cost = present_cost(problem, plan);

    for (int trial = 0; trial < 20; ++trial) {
      InvestmentPlan other = plan;
      const auto i = static_cast<std::size_t>(
          random.uniform_int(0, static_cast<std::int64_t>(other.builds.size()) - 1));
      const auto year = static_cast<std::size_t>(
          random.uniform_int(0, static_cast<std::int64_t>(other.path.size()) - 1));
      double& units = other.builds[i][year];
      units = std::max(0.0, units + problem.projects[i].units * (random.uniform() - 0.5));
      double sum = 0;
      for (const double of_year : other.builds[i]) sum += of_year;
      if (sum > problem.projects[i].units || !within_room(problem, other)) continue;
      const PathResult path = hotelling_path(path_given(problem, other.builds));
      other.path = std::get<std::vector<PathPoint>>(path);
      EXPECT_GE(present_cost(problem, other), cost - 1e-5 * (1 + std::abs(cost)));
    }
  }
}

// The canary: at half the plan's prices the builds do not keep the conditions.
TEST(InvestmentConditions, OtherPricesBreakThem) {
  int broken = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    RandomStream random = random_stream_of(seed);
    InvestmentProblem problem = random_investments(random, CurveKind::kAny);
    problem.room_t.clear();
    const InvestmentPlan plan = investment_plan(problem);
    std::vector<double> prices = prices_of(plan);
    for (double& price : prices) price /= 2;
    for (std::size_t i = 0; i < problem.projects.size(); ++i) {
      for (std::size_t year = 0; year < prices.size(); ++year) {
        if (plan.builds[i][year] > 1e-5 &&
            net_present_value(problem.projects[i], year, plan.capex[i][year], prices,
                              problem.path.discount_rate) < -1e-3) {
          ++broken;
        }
      }
    }
  }
  EXPECT_GT(broken, 10);
}

}  // namespace
}  // namespace tanshi
