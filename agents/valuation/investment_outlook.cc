#include "agents/valuation/investment_outlook.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace tanshi {
namespace {

std::int64_t signed_of(std::size_t year) {
  return static_cast<std::int64_t>(year);
}

}  // namespace

void InvestmentOutlook::see(const Observation& observation) {
  year_ = observation.emissions.size();
  built_.clear();
  for (const BuiltCapacity& built : observation.built)
    if (built.project < brief_.firm.market_projects.size()) built_.push_back(built);
  abated_t_.assign(static_cast<std::size_t>(brief_.years), 0);
  for (std::size_t year = 0; year < abated_t_.size(); ++year) {
    for (std::size_t project = 0; project < brief_.firm.market_projects.size(); ++project)
      abated_t_[year] += built_t(project, year) * runs(project, year);
  }
}

// What was built and runs in a year, a year.
double InvestmentOutlook::built_t(std::size_t project, std::size_t year) const {
  const Technology& technology = brief_.firm.market_projects[project].technology;
  double sum_t = 0;
  for (const BuiltCapacity& built : built_) {
    const std::int64_t decided = raw(built.year) - raw(brief_.first_year);
    if (built.project == project && runs_in(technology, decided, signed_of(year)))
      sum_t += built.abates_t;
  }
  return sum_t;
}

double InvestmentOutlook::runs(std::size_t project, std::size_t year) const {
  const std::vector<RunningYears>& running = brief_.firm.market_running;
  if (running.empty()) return 1;
  const RunningYears& of_group = running[brief_.firm.market_projects[project].member];
  const Year of = years_after(brief_.first_year, static_cast<std::int32_t>(year));
  return of >= of_group.first && of <= of_group.last ? 1 : 0;
}

PlannedProject InvestmentOutlook::planned(std::size_t project) const {
  const MarketProject& entry = brief_.firm.market_projects[project];
  PlannedProject planned;
  planned.technology = entry.technology;
  planned.member = entry.member;
  double own_t = 0;
  for (const BuiltCapacity& built : built_) {
    const Technology& other = brief_.firm.market_projects[built.project].technology;
    if (other.name == entry.technology.name) planned.built_t += built.abates_t;
    if (built.project == project) own_t += built.abates_t;
  }
  planned.units = std::max(0.0, entry.technology.units - own_t / entry.technology.abates_t);
  for (std::size_t year = year_; year < abated_t_.size(); ++year)
    planned.runs.push_back(runs(project, year));
  return planned;
}

// A group can abate what it emits, less what its projects abate already.
void InvestmentOutlook::add_room(double growth, InvestmentProblem& problem) const {
  for (std::size_t year = year_; year < abated_t_.size(); ++year) {
    std::vector<double> room_t(brief_.firm.believed_market_curve.members().size(), kUnbounded);
    for (std::size_t i = 0; i < brief_.firm.market_projects.size(); ++i) {
      const MarketProject& project = brief_.firm.market_projects[i];
      double& of_group = room_t[project.member];
      if (of_group == kUnbounded) {
        of_group = project.emits_t * std::pow(growth, static_cast<double>(year)) * runs(i, year);
      }
      of_group -= built_t(i, year) * runs(i, year);
    }
    for (double& of_group : room_t) of_group = std::max(of_group, 0.0);
    for (PlannedProject& project : problem.projects)
      if (room_t[project.member] == 0) project.runs[year - year_] = 0;
    problem.room_t.push_back(std::move(room_t));
  }
}

void InvestmentOutlook::plan(PathProblem path, double growth) {
  InvestmentProblem problem;
  problem.path = std::move(path);
  for (std::size_t i = 0; i < brief_.firm.market_projects.size(); ++i)
    problem.projects.push_back(planned(i));
  add_room(growth, problem);
  plan_ = investment_plan(problem);
  for (std::size_t i = 0; i < problem.projects.size(); ++i) {
    for (std::size_t year = year_; year < abated_t_.size(); ++year)
      abated_t_[year] += abated_by(problem.projects[i], plan_.builds[i], year - year_);
  }
}

std::vector<BuildProject> InvestmentOutlook::builds(const Observation& observation) const {
  const FirmBrief& firm = brief_.firm;
  const double place = (firm.place_in_group + 0.5) / firm.group_count;
  std::vector<BuildProject> builds;
  const std::size_t menu = std::min(firm.projects.size(), observation.projects.size());
  for (std::size_t own = 0; own < menu; ++own) {
    const std::size_t project = firm.first_market_project + own;
    const Technology& technology = firm.market_projects[project].technology;
    double by_group = plan_.builds[project].front();
    for (const BuiltCapacity& built : built_)
      if (built.project == project) by_group += built.abates_t / technology.abates_t;
    const std::int32_t left = observation.projects[own].units_left;
    const auto wanted = static_cast<std::int32_t>(std::floor(by_group + place));
    const std::int32_t units = std::min(left, wanted - (firm.projects[own].units - left));
    if (units > 0) builds.push_back({own, units});
  }
  return builds;
}

}  // namespace tanshi
