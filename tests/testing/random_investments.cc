#include "tests/testing/random_investments.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace tanshi {
namespace {

double between(RandomStream& random, double low, double high) {
  return low + (high - low) * random.uniform();
}

PlannedProject random_project(RandomStream& random, const PathProblem& path) {
  PlannedProject project;
  Technology& technology = project.technology;
  technology.name = "project-" + std::to_string(random.uniform_int(0, 1'000'000));
  technology.abates_t = between(random, 0.5, 8);
  technology.running_cost = between(random, -5, 15);
  technology.build_years = static_cast<std::int32_t>(random.uniform_int(1, 3));
  technology.lifetime_years = static_cast<std::int32_t>(random.uniform_int(1, 20));
  // An annuity of up to 30 a tonne.
  technology.capex =
      between(random, 0, 30) * technology.abates_t / annuity_of(technology, 1, path.discount_rate);
  project.units = static_cast<double>(random.uniform_int(1, 4));
  project.member = static_cast<std::size_t>(random.uniform_int(
      0, static_cast<std::int64_t>(path.years.front().abatement.members().size()) - 1));
  project.runs.assign(path.years.size(), 1);
  if (random.uniform() < 0.2) project.runs[path.years.size() / 2] = 0;
  return project;
}

}  // namespace

InvestmentProblem random_investments(RandomStream& random, CurveKind kind) {
  InvestmentProblem problem{random_path_problem(random, kind), {}, {}};
  for (PathYear& year : problem.path.years) {
    if (!std::isfinite(year.price_ceiling)) year.price_ceiling = 100;
  }
  const std::int64_t count = random.uniform_int(1, 4);
  for (std::int64_t i = 0; i < count; ++i)
    problem.projects.push_back(random_project(random, problem.path));
  if (random.uniform() < 0.5) return problem;
  const double share = between(random, 0.3, 1.5);
  for (PathYear& year : problem.path.years) {
    std::vector<double>& room_t = problem.room_t.emplace_back();
    std::vector<AbatementCurve> bounded;
    for (const AbatementCurve& curve : year.abatement.members()) {
      room_t.push_back(share * curve.max_abatement_t());
      bounded.push_back(curve.bounded(room_t.back()));
    }
    year.abatement = AggregateCurve(std::move(bounded));
  }
  return problem;
}

bool builds_anything(const InvestmentPlan& plan) {
  return std::ranges::any_of(plan.builds, [](const std::vector<double>& of_project) {
    return std::ranges::any_of(of_project, [](double units) { return units > 0; });
  });
}

double present_cost(const InvestmentProblem& problem, const InvestmentPlan& plan) {
  double cost = present_cost(path_given(problem, plan.builds), plan.path);
  double discount = 1;
  for (std::size_t year = 0; year < plan.path.size(); ++year) {
    for (std::size_t i = 0; i < problem.projects.size(); ++i)
      cost += discount * cost_of(problem.projects[i], plan.builds[i], plan.capex[i],
                                 problem.path.discount_rate, year);
    discount /= 1 + problem.path.discount_rate;
  }
  return cost;
}

}  // namespace tanshi
