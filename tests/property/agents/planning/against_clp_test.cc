// The path solver against linear programming: with curves made of steps the cheapest plan is a
// linear programme, which COIN-OR's Clp solves knowing nothing of Hotelling; the duals of the
// bank's balance are its discounted prices. So are plans of investment whose units can be divided.
#include <cmath>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>

#include "agents/planning/hotelling_path.h"
#include "agents/planning/investment_plan.h"
#include "tests/testing/random_investments.h"
#include "tests/testing/random_markets.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

struct Solution {
  bool feasible = false;
  double cost = 0;
  std::vector<double> discounted_price;
};

// min  sum of discounted cost  s.t.  B(t) - B(t-1) - abated - uncovered + expired = -need(t)
// What projects abate is abated too. A row each keeps to their units, and a row a year and member
// to its room.
class Programme {
 public:
  explicit Programme(const PathProblem& problem) { add_path(problem); }

  explicit Programme(const InvestmentProblem& problem) {
    add_path(problem.path);
    for (std::size_t i = 0; i < problem.projects.size(); ++i) add_project(problem, i);
    for (std::size_t year = 0; year < problem.room_t.size(); ++year) add_rooms(problem, year);
  }

  [[nodiscard]] Solution solve() const {
    ClpSimplex simplex;
    simplex.setLogLevel(0);
    const CoinPackedMatrix matrix(false, rows_.data(), columns_.data(), entries_.data(),
                                  static_cast<CoinBigIndex>(entries_.size()));
    simplex.loadProblem(matrix, low_.data(), high_.data(), cost_.data(), least_.data(),
                        balance_.data());
    simplex.setPrimalTolerance(1e-9);
    simplex.setDualTolerance(1e-9);
    simplex.dual();
    if (simplex.status() == 3 || simplex.status() == 4) simplex.primal();
    Solution solution;
    solution.feasible = simplex.isProvenOptimal();
    if (!solution.feasible) return solution;
    solution.cost = simplex.objectiveValue();
    // An allowance more saves its price.
    for (int row = 0; row < years_; ++row)
      solution.discounted_price.push_back(-simplex.dualRowSolution()[row]);
    return solution;
  }

 private:
  void add_path(const PathProblem& problem) {
    double discount = 1;
    years_ = static_cast<int>(problem.years.size());
    for (const PathYear& year : problem.years) {
      const int row = static_cast<int>(balance_.size());
      balance_.push_back(-year.need_t + (row == 0 ? problem.initial_bank_t : 0));
      least_.push_back(balance_.back());
      curves_.emplace_back();
      for (const AbatementCurve& curve : year.abatement.members()) {
        const int first = static_cast<int>(cost_.size());
        add_steps(curve, row, discount);
        curves_.back().push_back({first, static_cast<int>(cost_.size())});
      }
      add_column(row, -1, std::isfinite(year.price_ceiling) ? COIN_DBL_MAX : 0,
                 std::isfinite(year.price_ceiling) ? year.price_ceiling * discount : 0);
      add_column(row, 1, COIN_DBL_MAX, 0);  // expires
      add_bank(row, year, row + 1 < static_cast<int>(problem.years.size()));
      discount /= 1 + problem.discount_rate;
    }
  }

  void add_entry(int row, double entry) { add_entry(row, static_cast<int>(cost_.size()), entry); }

  void add_entry(int row, int column, double entry) {
    rows_.push_back(row);
    columns_.push_back(column);
    entries_.push_back(entry);
  }

  int add_limit(double most) {
    balance_.push_back(most);
    least_.push_back(-COIN_DBL_MAX);
    return static_cast<int>(balance_.size()) - 1;
  }

  // What a unit that is decided in a year costs for all the years to come, without learning.
  void add_project(const InvestmentProblem& problem, std::size_t i) {
    const PlannedProject& project = problem.projects[i];
    const Technology& technology = project.technology;
    const int units = add_limit(project.units);
    const std::vector<double> worthless(problem.path.years.size(), 0);
    for (int decided = 0; decided < years_; ++decided) {
      bool runs = false;
      for (int year = decided + technology.build_years;
           year < std::min(years_, decided + technology.build_years + technology.lifetime_years);
           ++year) {
        const double abated = technology.abates_t * project.runs[static_cast<std::size_t>(year)];
        if (abated == 0) continue;
        runs = true;
        add_entry(year, -abated);
        builds_.push_back({static_cast<int>(cost_.size()), static_cast<std::size_t>(year),
                           project.member, abated});
      }
      if (!runs) continue;
      add_entry(units, 1);
      low_.push_back(0);
      high_.push_back(COIN_DBL_MAX);
      cost_.push_back(-net_present_value(project, static_cast<std::size_t>(decided),
                                         technology.capex, worthless, problem.path.discount_rate));
    }
  }

  void add_rooms(const InvestmentProblem& problem, std::size_t year) {
    for (std::size_t member = 0; member < problem.room_t[year].size(); ++member) {
      const int row = add_limit(problem.room_t[year][member]);
      const auto [first, last] = curves_[year][member];
      for (int column = first; column < last; ++column) add_entry(row, column, 1);
      for (const Build& build : builds_)
        if (build.year == year && build.member == member)
          add_entry(row, build.column, build.abated_t);
    }
  }

  void add_column(int row, double entry, double high, double cost) {
    add_entry(row, entry);
    low_.push_back(0);
    high_.push_back(high);
    cost_.push_back(cost);
  }

  void add_steps(const AbatementCurve& curve, int row, double discount) {
    double room_t = curve.max_abatement_t();
    for (const Project& project : std::get<StepMac>(curve.shape()).steps) {
      const double quantity_t = std::min(room_t, project.quantity_t);
      room_t -= quantity_t;
      add_column(row, -1, quantity_t, project.price * discount);
    }
  }

  void add_bank(int row, const PathYear& year, bool has_next) {
    add_entry(row, 1);
    if (has_next) add_entry(row + 1, -1);
    low_.push_back(year.least_bank_t);
    high_.push_back(std::isfinite(year.most_bank_t) ? year.most_bank_t : COIN_DBL_MAX);
    cost_.push_back(0);
  }

  struct Columns {
    int first = 0;
    int last = 0;  // the one after
  };
  struct Build {
    int column = 0;
    std::size_t year = 0;
    std::size_t member = 0;
    double abated_t = 0;
  };

  int years_ = 0;
  std::vector<std::vector<Columns>> curves_;  // of a year and member
  std::vector<Build> builds_;
  std::vector<double> least_;
  std::vector<int> rows_;
  std::vector<int> columns_;
  std::vector<double> entries_;
  std::vector<double> low_;
  std::vector<double> high_;
  std::vector<double> cost_;
  std::vector<double> balance_;
};

void compare(const PathProblem& problem, bool unique_prices) {
  const Solution expected = Programme(problem).solve();
  const PathResult result = hotelling_path(problem);
  ASSERT_EQ(std::holds_alternative<std::vector<PathPoint>>(result), expected.feasible);
  if (!expected.feasible) return;

  const auto& path = std::get<std::vector<PathPoint>>(result);
  const double cost = present_cost(problem, path);
  EXPECT_NEAR(cost, expected.cost, 1e-8 * (1 + std::abs(expected.cost)));
  if (!unique_prices) return;
  double discount = 1;
  for (std::size_t t = 0; t < path.size(); ++t) {
    EXPECT_NEAR(path[t].price * discount, expected.discounted_price[t], 1e-8) << "year " << t;
    discount /= 1 + problem.discount_rate;
  }
}

TEST(AgainstClp, UniquePricesAndCostsAgree) {
  for (const std::uint64_t seed : test_seeds(1000)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    compare(random_path_problem(random, CurveKind::kUniqueSteps), true);
  }
}

// Where steps coincide several price paths fit and Clp may report another; the cost is one.
TEST(AgainstClp, CostsAgreeWhereStepsCoincide) {
  for (const std::uint64_t seed : test_seeds(1000)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    compare(random_path_problem(random, CurveKind::kSteps), false);
  }
}

// Prices too, where they are unique: a tonne that is needed more costs them.
TEST(AgainstClp, PlansOfInvestmentCostTheSame) {
  int built = 0;
  for (const std::uint64_t seed : test_seeds(500)) {
    const ReplayLine replay(seed);
    RandomStream random = random_stream_of(seed);
    const InvestmentProblem problem = random_investments(random, CurveKind::kUniqueSteps);
    const Solution expected = Programme(problem).solve();
    ASSERT_TRUE(expected.feasible);

    const InvestmentPlan plan = investment_plan(problem);

    EXPECT_NEAR(present_cost(problem, plan), expected.cost, 1e-6 * (1 + std::abs(expected.cost)));
    double discount = 1;
    for (std::size_t t = 0; t < plan.path.size(); ++t) {
      EXPECT_NEAR(plan.path[t].price * discount, expected.discounted_price[t], 1e-4)
          << "year " << t;
      discount /= 1 + problem.path.discount_rate;
    }
    if (builds_anything(plan)) ++built;
  }
  EXPECT_GT(built, 50);
}

// The canary: with one tonne more to abate the two no longer agree.
TEST(AgainstClp, AnotherProblemHasAnotherCost) {
  int differ = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    RandomStream random = random_stream_of(seed);
    PathProblem problem = random_path_problem(random, CurveKind::kUniqueSteps);
    const PathResult result = hotelling_path(problem);
    if (std::holds_alternative<PathInfeasible>(result)) continue;
    const double cost = present_cost(problem, std::get<std::vector<PathPoint>>(result));
    problem.years.back().need_t += 1;
    const Solution other = Programme(problem).solve();
    if (!other.feasible || std::abs(other.cost - cost) > 1e-6) ++differ;
  }
  EXPECT_GT(differ, 30);  // in the others allowances are worthless
}

}  // namespace
}  // namespace tanshi
