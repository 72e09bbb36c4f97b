#include "agents/planning/investment_plan.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "agents/planning/separable_program.h"
#include "exchange/base/check.h"

namespace tanshi {
namespace {

using Builds = std::vector<std::vector<double>>;

// Years and members whose room binds. Few do, so programmes hold only these, and more where a
// solution is beyond it.
using Rooms = std::set<std::pair<std::size_t, std::size_t>>;

// Of all units: fewer are rounding.
constexpr double kNothing = 1e-8;

// A plan that moves by less of all units has settled.
constexpr double kSettled = 1e-6;

// How often costs and plans are fitted to each other where somebody learns: at first plan follows
// cost and cost plan. Where they go round in circles, since all would rather build after the
// others, the n-th round after those moves an n-th of the way, which leads to the mean.
constexpr int kRounds = 40;
constexpr int kPlainRounds = 6;

double tonnes_of(const PlannedProject& project, double units) {
  return project.technology.abates_t * units;
}

std::vector<double> prices_of(const std::vector<PathPoint>& path) {
  std::vector<double> prices;
  prices.reserve(path.size());
  for (const PathPoint& point : path) prices.push_back(point.price);
  return prices;
}

std::vector<PathPoint> path_of(const PathProblem& problem) {
  PathResult path = hotelling_path(problem);
  TANSHI_CHECK(std::holds_alternative<std::vector<PathPoint>>(path));  // there is a ceiling
  return std::get<std::vector<PathPoint>>(std::move(path));
}

// The programme of the plan of least cost when a unit costs `capex`. Tonnes in units of `tonne_`,
// money so that the dearest price is 1.
class PlanProgram {
 public:
  PlanProgram(const InvestmentProblem& problem, const Builds& capex,
              const std::vector<PathPoint>& without, const Rooms& tight)
      : problem_(problem), capex_(capex), years_(problem.path.years.size()) {
    scale(without);
    double discount = 1;
    for (std::size_t year = 0; year < years_; ++year) {
      discounts_.push_back(discount);
      discount /= 1 + problem.path.discount_rate;
    }
    program_.rows.resize(years_);
    program_.duals.resize(years_);
    for (std::size_t year = 0; year < years_; ++year) {
      add_balance(year, without);
      add_bank(year, without);
    }
    add_rooms(tight);
    for (std::size_t year = 0; year < years_; ++year) add_curves(year, without);
    for (std::size_t i = 0; i < problem.projects.size(); ++i) add_project(i);
  }

  // The plan, and the prices; none where the programme was not solved. What then abates more than
  // its room joins `tight`.
  [[nodiscard]] std::optional<Builds> solve(std::vector<double>& prices, Rooms& tight) const {
    const ProgramSolution solution = tanshi::solve(program_);
    if (!solution.found) return std::nullopt;
    find_tight(solution, tight);
    Builds builds(problem_.projects.size(), std::vector<double>(years_, 0));
    for (const auto& [column, project, year] : decisions_) {
      builds[project][year] =
          solution.values[column] * tonne_ / problem_.projects[project].technology.abates_t;
    }
    for (std::size_t year = 0; year < years_; ++year)
      prices.push_back(std::max(0.0, solution.duals[year] * money_ / discounts_[year]));
    return builds;
  }

 private:
  struct AbatingColumn {
    std::size_t column = 0;
    std::size_t year = 0;
    std::size_t member = 0;
    double runs = 0;
  };

  struct BuildColumn {
    std::size_t column = 0;
    std::size_t project = 0;
    std::size_t year = 0;
  };

  void scale(const std::vector<PathPoint>& without) {
    for (const PathPoint& point : without) money_ = std::max(money_, point.price);
    tonne_ = std::abs(problem_.path.initial_bank_t);
    for (const PathYear& year : problem_.path.years)
      tonne_ = std::max(tonne_, std::abs(year.need_t));
    if (tonne_ == 0) tonne_ = 1;
  }

  // Bank before + abated + uncovered = needed + expired + bank after; of banks what is above the
  // least.
  void add_balance(std::size_t year, const std::vector<PathPoint>& without) {
    const PathYear& of_year = problem_.path.years[year];
    const double before =
        year == 0 ? problem_.path.initial_bank_t : problem_.path.years[year - 1].least_bank_t;
    program_.rows[year] = (of_year.need_t + of_year.least_bank_t - before) / tonne_;
    program_.duals[year] = without[year].price * discounts_[year] / money_;
    add_column(of_year.price_ceiling * discounts_[year] / money_, kUnbounded,
               without[year].uncovered_t / tonne_, {{year, 1}});
    add_column(0, kUnbounded, without[year].expired_t / tonne_, {{year, -1}});
  }

  void add_bank(std::size_t year, const std::vector<PathPoint>& without) {
    const PathYear& of_year = problem_.path.years[year];
    const double most = (of_year.most_bank_t - of_year.least_bank_t) / tonne_;
    if (most <= 0) return;
    std::vector<ProgramEntry> entries = {{year, -1}};
    if (year + 1 < years_) entries.push_back({year + 1, 1});
    const double start = (without[year].bank_t - of_year.least_bank_t) / tonne_;
    add_column(0, most, start, std::move(entries));
  }

  // A row each.
  void add_rooms(const Rooms& tight) {
    rows_.assign(years_, std::vector<std::optional<std::size_t>>(members()));
    for (const auto& [year, member] : tight) {
      const double room_t = problem_.room_t[year][member];
      rows_[year][member] = program_.rows.size();
      program_.rows.push_back(room_t / tonne_);
      program_.duals.push_back(0);
      add_column(0, kUnbounded, room_t / tonne_, {{program_.rows.size() - 1, 1}});
    }
  }

  void find_tight(const ProgramSolution& solution, Rooms& tight) const {
    if (problem_.room_t.empty()) return;
    std::vector<std::vector<double>> abated_t(years_, std::vector<double>(members(), 0));
    for (const AbatingColumn& abating : abating_) {
      abated_t[abating.year][abating.member] +=
          abating.runs * solution.values[abating.column] * tonne_;
    }
    for (std::size_t year = 0; year < years_; ++year) {
      for (const PlannedProject& project : problem_.projects) {
        const double room_t = problem_.room_t[year][project.member];
        if (project.runs[year] > 0 && abated_t[year][project.member] > room_t * (1 + kSettled))
          tight.insert({year, project.member});
      }
    }
  }

  [[nodiscard]] std::size_t members() const {
    std::size_t most = 0;
    for (const PathYear& year : problem_.path.years)
      most = std::max(most, year.abatement.members().size());
    return most;
  }

  void add_curves(std::size_t year, const std::vector<PathPoint>& without) {
    const std::vector<AbatementCurve>& curves = problem_.path.years[year].abatement.members();
    for (std::size_t member = 0; member < curves.size(); ++member) {
      std::vector<ProgramEntry> entries = {{year, 1}};
      if (rows_[year][member]) entries.push_back({*rows_[year][member], 1});
      const AbatementCurve& curve = curves[member];
      if (curve.max_abatement_t() <= 0) continue;
      const std::size_t first = program_.columns.size();
      if (const auto* const menu = std::get_if<StepMac>(&curve.shape())) {
        add_steps(*menu, curve.max_abatement_t(), year, entries);
        for (std::size_t column = first; column < program_.columns.size(); ++column)
          abating_.push_back({column, year, member, 1});
        continue;
      }
      abating_.push_back({first, year, member, 1});
      ProgramColumn column;
      column.curve = curve.scaled(1 / tonne_).repriced(discounts_[year] / money_);
      column.curved = true;
      column.most = curve.max_abatement_t() / tonne_;
      column.start = curve.abatement_at(without[year].margin) / tonne_;
      column.entries = entries;
      program_.columns.push_back(std::move(column));
    }
  }

  void add_steps(const StepMac& menu, double most_t, std::size_t year,
                 const std::vector<ProgramEntry>& entries) {
    for (const Project& step : menu.steps) {
      const double quantity_t = std::min(step.quantity_t, most_t);
      if (quantity_t <= 0) break;
      most_t -= quantity_t;
      add_column(step.price * discounts_[year] / money_, quantity_t / tonne_,
                 quantity_t / tonne_ / 2, entries);
    }
  }

  void add_project(std::size_t i) {
    const PlannedProject& project = problem_.projects[i];
    const double all = tonnes_of(project, project.units) / tonne_;
    if (all <= 0) return;
    const std::size_t row = program_.rows.size();
    bool any = false;
    for (std::size_t year = 0; year < years_; ++year) {
      std::vector<ProgramEntry> entries = {{row, 1}};
      double cost = 0;
      const double annuity =
          annuity_of(project.technology, capex_[i][year], problem_.path.discount_rate) /
          project.technology.abates_t;
      for (std::size_t later = year + 1; later < years_; ++later) {
        if (!runs_in(project.technology, static_cast<std::int64_t>(year),
                     static_cast<std::int64_t>(later))) {
          continue;
        }
        const double runs = project.runs[later];
        cost += discounts_[later] * (annuity + runs * project.technology.running_cost);
        if (runs <= 0) continue;
        entries.push_back({later, runs});
        abating_.push_back({program_.columns.size(), later, project.member, runs});
        if (const auto room = rows_[later][project.member]) entries.push_back({*room, runs});
      }
      if (entries.size() == 1) continue;  // it would abate nothing
      decisions_.push_back({program_.columns.size(), i, year});
      add_column(cost / money_, kUnbounded, all / 20 / static_cast<double>(years_), entries);
      any = true;
    }
    if (!any) return;
    program_.rows.push_back(all);
    program_.duals.push_back(0);
    add_column(0, kUnbounded, all / 2, {{row, 1}});
  }

  void add_column(double cost, double most, double start, std::vector<ProgramEntry> entries) {
    ProgramColumn column;
    column.cost = cost;
    column.most = most;
    column.start = start;
    column.entries = std::move(entries);
    program_.columns.push_back(std::move(column));
  }

  const InvestmentProblem& problem_;
  const Builds& capex_;
  std::size_t years_;
  std::vector<double> discounts_;
  double tonne_ = 1;
  double money_ = 1;
  // Of a year and member: what its curve and its projects abate together.
  std::vector<std::vector<std::optional<std::size_t>>> rows_;
  std::vector<BuildColumn> decisions_;
  std::vector<AbatingColumn> abating_;
  SeparableProgram program_;
};

// What a unit costs in each year, if they are built so.
Builds costs_after(const InvestmentProblem& problem, const Builds& builds) {
  Builds capex;
  for (const PlannedProject& project : problem.projects) {
    std::vector<double>& of_years = capex.emplace_back();
    double built_t = project.built_t;
    for (std::size_t year = 0; year < problem.path.years.size(); ++year) {
      of_years.push_back(capex_after(project.technology, built_t));
      for (std::size_t i = 0; i < problem.projects.size(); ++i) {
        if (problem.projects[i].technology.name != project.technology.name) continue;
        built_t += tonnes_of(problem.projects[i], builds[i][year]);
      }
    }
  }
  return capex;
}

bool would_pay(const InvestmentProblem& problem, const Builds& capex,
               const std::vector<double>& prices) {
  for (std::size_t i = 0; i < problem.projects.size(); ++i) {
    if (problem.projects[i].units <= 0) continue;
    for (std::size_t year = 0; year < prices.size(); ++year) {
      if (net_present_value(problem.projects[i], year, capex[i][year], prices,
                            problem.path.discount_rate) > 0) {
        return true;
      }
    }
  }
  return false;
}

std::optional<Builds> solved(const InvestmentProblem& problem, const Builds& capex,
                             const std::vector<PathPoint>& without, Rooms& tight,
                             std::vector<double>& prices) {
  for (;;) {  // ends: there are only so many rooms
    const std::size_t known = tight.size();
    prices.clear();
    std::optional<Builds> found = PlanProgram(problem, capex, without, tight).solve(prices, tight);
    if (!found || tight.size() == known) return found;
  }
}

// At most all units of each, and nothing too small.
void tidy(const InvestmentProblem& problem, Builds& builds) {
  for (std::size_t i = 0; i < builds.size(); ++i) {
    double left = problem.projects[i].units;
    for (double& units : builds[i]) {
      if (units < kNothing * problem.projects[i].units) units = 0;
      units = std::min(units, left);
      left -= units;
    }
  }
}

double largest_difference(const InvestmentProblem& problem, const Builds& a, const Builds& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t year = 0; year < a[i].size(); ++year)
      largest = std::max(largest, std::abs(a[i][year] - b[i][year]) / problem.projects[i].units);
  }
  return largest;
}

// Moves the plan so far towards what was found.
void move(const Builds& found, double share, Builds& builds) {
  for (std::size_t i = 0; i < builds.size(); ++i) {
    for (std::size_t year = 0; year < builds[i].size(); ++year)
      builds[i][year] += share * (found[i][year] - builds[i][year]);
  }
}

bool learns(const InvestmentProblem& problem) {
  return std::ranges::any_of(problem.projects, [](const PlannedProject& project) {
    return project.technology.learning > 0;
  });
}

}  // namespace

double net_present_value(const PlannedProject& project, std::size_t decided, double capex,
                         const std::vector<double>& prices, double discount_rate) {
  const Technology& technology = project.technology;
  const double annuity = annuity_of(technology, capex, discount_rate);
  double sum = 0;
  double discount = 1;
  for (std::size_t year = 0; year < prices.size(); ++year) {
    if (runs_in(technology, static_cast<std::int64_t>(decided), static_cast<std::int64_t>(year))) {
      const double earned = technology.abates_t * (prices[year] - technology.running_cost);
      sum += discount * (project.runs[year] * earned - annuity);
    }
    discount /= 1 + discount_rate;
  }
  return sum;
}

double abated_by(const PlannedProject& project, const std::vector<double>& builds,
                 std::size_t year) {
  double units = 0;
  for (std::size_t decided = 0; decided < year; ++decided) {
    if (runs_in(project.technology, static_cast<std::int64_t>(decided),
                static_cast<std::int64_t>(year))) {
      units += builds[decided];
    }
  }
  return tonnes_of(project, units) * project.runs[year];
}

double cost_of(const PlannedProject& project, const std::vector<double>& builds,
               const std::vector<double>& capex, double discount_rate, std::size_t year) {
  double cost = project.technology.running_cost * abated_by(project, builds, year);
  for (std::size_t decided = 0; decided < year; ++decided) {
    if (runs_in(project.technology, static_cast<std::int64_t>(decided),
                static_cast<std::int64_t>(year))) {
      cost += builds[decided] * annuity_of(project.technology, capex[decided], discount_rate);
    }
  }
  return cost;
}

PathProblem path_given(const InvestmentProblem& problem, const Builds& builds) {
  PathProblem given = problem.path;
  for (std::size_t year = 0; year < given.years.size(); ++year) {
    PathYear& of_year = given.years[year];
    std::vector<AbatementCurve> members = of_year.abatement.members();
    std::vector<double> abated_t(members.size(), 0);
    for (std::size_t i = 0; i < problem.projects.size(); ++i) {
      const double by_project = abated_by(problem.projects[i], builds[i], year);
      of_year.need_t -= by_project;
      abated_t[problem.projects[i].member] += by_project;
    }
    if (problem.room_t.empty()) continue;
    for (std::size_t member = 0; member < problem.room_t[year].size(); ++member) {
      if (abated_t[member] == 0) continue;
      const double left_t = std::max(0.0, problem.room_t[year][member] - abated_t[member]);
      members[member] = members[member].bounded(left_t);
    }
    of_year.abatement = AggregateCurve(std::move(members));
  }
  return given;
}

InvestmentPlan investment_plan(const InvestmentProblem& problem) {
  const std::size_t years = problem.path.years.size();
  InvestmentPlan plan;
  plan.path = path_of(problem.path);
  plan.builds.assign(problem.projects.size(), std::vector<double>(years, 0));
  const std::vector<PathPoint> without = plan.path;
  const std::vector<double> prices_without = prices_of(without);
  Rooms tight;
  for (int round = 1; round <= kRounds; ++round) {
    plan.capex = costs_after(problem, plan.builds);
    // Where nothing would pay before anybody builds, nobody does.
    if (round == 1 && !would_pay(problem, plan.capex, prices_without)) return plan;
    std::vector<double> prices;
    std::optional<Builds> found = solved(problem, plan.capex, without, tight, prices);
    if (!found) break;  // what was found before stands
    tidy(problem, *found);
    const bool settled = largest_difference(problem, plan.builds, *found) < kSettled;
    const int slow = round - kPlainRounds;
    move(*found, slow > 1 ? 1.0 / slow : 1.0, plan.builds);
    if (!settled && learns(problem)) continue;
    plan.path = path_of(path_given(problem, plan.builds));
    for (std::size_t year = 0; year < years; ++year) plan.path[year].price = prices[year];
    return plan;
  }
  plan.capex = costs_after(problem, plan.builds);
  plan.path = path_of(path_given(problem, plan.builds));
  return plan;
}

}  // namespace tanshi
