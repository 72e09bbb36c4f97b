// Random banking problems: every path keeps the conditions of an equilibrium, every refusal is
// justified, and the check of the conditions notices paths that are bent.
#include <cmath>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "agents/planning/hotelling_path.h"
#include "tests/property/agents/planning/path_conditions.h"
#include "tests/testing/random_markets.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

// The most that the years up to `last` can bring, less what the bank cannot hold.
double reach_t(const PathProblem& problem, std::size_t last) {
  double bank_t = problem.initial_bank_t;
  for (std::size_t t = 0; t <= last; ++t) {
    const PathYear& year = problem.years[t];
    bank_t = std::min(bank_t + year.abatement.max_abatement_t() - year.need_t, year.most_bank_t);
  }
  return bank_t;
}

void check_problem(const PathProblem& problem) {
  const PathResult result = hotelling_path(problem);
  if (const auto* infeasible = std::get_if<PathInfeasible>(&result)) {
    const double least_t = problem.years[infeasible->year].least_bank_t;
    EXPECT_NEAR(infeasible->missing_t, least_t - reach_t(problem, infeasible->year), 1e-6);
    EXPECT_GT(infeasible->missing_t, 0);
    EXPECT_EQ(problem.years[infeasible->year].price_ceiling, kUnbounded);
    return;
  }
  const auto broken = find_broken_condition(problem, std::get<std::vector<PathPoint>>(result));
  EXPECT_FALSE(broken.has_value()) << *broken;
}

TEST(HotellingPathProperty, PathsOfAnyCurvesAreEquilibria) {
  for (const std::uint64_t seed : test_seeds(1500)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    check_problem(random_path_problem(random, CurveKind::kAny));
  }
}

TEST(HotellingPathProperty, PathsOfStepsThatCoincideAreEquilibria) {
  for (const std::uint64_t seed : test_seeds(1500)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    check_problem(random_path_problem(random, CurveKind::kSteps));
  }
}

// What needing a little less would save is the price, and where a range fits, its lower end.
// Whole tonnes everywhere, so nothing changes within a hundredth of one; and no limit of banking,
// with which the range's lower end is not promised.
TEST(HotellingPathProperty, ThePriceIsTheLeastThatATonneIsWorth) {
  constexpr double kLess = 0.01;
  for (const std::uint64_t seed : test_seeds(500)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    PathProblem problem = random_path_problem(random, CurveKind::kSteps);
    for (PathYear& year : problem.years) year.most_bank_t = kUnbounded;
    const PathResult result = hotelling_path(problem);
    if (std::holds_alternative<PathInfeasible>(result)) continue;
    const auto& path = std::get<std::vector<PathPoint>>(result);
    const double cost = present_cost(problem, path);

    for (std::size_t t = 0; t < path.size(); ++t) {
      problem.years[t].need_t -= kLess;
      const auto less = std::get<std::vector<PathPoint>>(hotelling_path(problem));
      const double saved = cost - present_cost(problem, less);
      problem.years[t].need_t += kLess;

      const double growth = std::pow(1 + problem.discount_rate, static_cast<double>(t));
      EXPECT_NEAR(saved / kLess * growth, path[t].price, 1e-5) << "year " << t;
    }
  }
}

// The same market in megatonnes or kilograms, dollars or cents has the same path.
TEST(HotellingPathProperty, UnitsDoNotMatter) {
  for (const std::uint64_t seed : test_seeds(200)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    const PathProblem problem = random_path_problem(random, CurveKind::kAny);
    PathProblem other = problem;
    const double tonnes = std::exp(8 * random.normal());
    const double price = std::exp(8 * random.normal());
    other.initial_bank_t *= tonnes;
    for (PathYear& year : other.years) {
      year.abatement = year.abatement.scaled(tonnes).repriced(price);
      year.need_t *= tonnes;
      year.least_bank_t *= tonnes;
      year.most_bank_t *= tonnes;
      year.price_ceiling *= price;
    }

    const PathResult result = hotelling_path(problem);
    const PathResult rescaled = hotelling_path(other);

    ASSERT_EQ(result.index(), rescaled.index());
    if (std::holds_alternative<PathInfeasible>(result)) continue;
    const auto& path = std::get<std::vector<PathPoint>>(result);
    const double cost = present_cost(problem, path);
    const double other_cost = present_cost(other, std::get<std::vector<PathPoint>>(rescaled));
    EXPECT_NEAR(other_cost / (tonnes * price), cost, 1e-8 * (1 + std::abs(cost)));
  }
}

// The canary: a path that is bent a little is no equilibrium, and the check says so.
TEST(HotellingPathProperty, ABentPathIsNoticed) {
  int bent_paths = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    RandomStream random = random_stream_of(seed);
    const PathProblem problem = random_path_problem(random, CurveKind::kAny);
    const PathResult result = hotelling_path(problem);
    if (std::holds_alternative<PathInfeasible>(result)) continue;
    auto path = std::get<std::vector<PathPoint>>(result);
    PathPoint& point = path[static_cast<std::size_t>(random.next() % path.size())];

    point.abatement_t += 0.001;  // and banked: nobody pays for it
    EXPECT_TRUE(find_broken_condition(problem, path).has_value());
    point.abatement_t -= 0.001;
    if (point.price == 0) continue;
    point.price *= 1.01;
    bent_paths += find_broken_condition(problem, path).has_value() ? 1 : 0;
  }
  EXPECT_GT(bent_paths, 20);
}

}  // namespace
}  // namespace tanshi
