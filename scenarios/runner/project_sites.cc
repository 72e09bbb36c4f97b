#include "scenarios/runner/project_sites.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"
#include "scenarios/model/apportion.h"

namespace tanshi {
namespace {

std::int64_t signed_of(std::size_t year) {
  return static_cast<std::int64_t>(year);
}

// Of a technology, by all groups that can build it.
double built_t(const FirmBrief& firm, const std::string& name,
               std::span<const BuiltCapacity> built) {
  double sum_t = 0;
  for (const BuiltCapacity& of_group : built)
    if (firm.market_projects[of_group.project].technology.name == name) sum_t += of_group.abates_t;
  return sum_t;
}

}  // namespace

ProjectSites::ProjectSites(const World& world, double discount_rate)
    : world_(world), discount_rate_(discount_rate), sites_(world.seats.size()) {
  for (std::size_t seat = 0; seat < sites_.size(); ++seat) {
    for (const Technology& technology : world.seats[seat].brief.firm.projects)
      sites_[seat].menu.push_back({technology.units, technology.capex});
  }
}

void ProjectSites::begin_year(std::size_t year) {
  year_ = year;
  publish();
  for (std::size_t seat = 0; seat < sites_.size(); ++seat) {
    const FirmBrief& firm = world_.seats[seat].brief.firm;
    for (std::size_t project = 0; project < firm.projects.size(); ++project) {
      const Technology& technology = firm.projects[project];
      sites_[seat].menu[project].capex =
          capex_after(technology, built_t(firm, technology.name, built_));
    }
  }
}

// By project: firms of one group are neighbours, so theirs are summed.
void ProjectSites::publish() {
  std::ranges::stable_sort(unpublished_, {}, &BuiltCapacity::project);
  for (const BuiltCapacity& by_firm : unpublished_) {
    const bool another = built_.empty() || built_.back().project != by_firm.project ||
                         built_.back().year != by_firm.year;
    if (another) {
      built_.push_back(by_firm);
    } else {
      built_.back().abates_t += by_firm.abates_t;
    }
  }
  unpublished_.clear();
}

double ProjectSites::capacity_t(std::size_t seat, std::optional<std::size_t> project) const {
  const FirmBrief& firm = world_.seats[seat].brief.firm;
  double sum_t = 0;
  for (const Unit& unit : sites_[seat].units) {
    if (project && unit.project != *project) continue;
    const Technology& technology = firm.projects[unit.project];
    if (runs_in(technology, signed_of(unit.decided), signed_of(year_)))
      sum_t += technology.abates_t * unit.units;
  }
  return sum_t;
}

Tonnes ProjectSites::abated(std::size_t seat, Tonnes baseline) const {
  if (sites_[seat].units.empty()) return Tonnes();
  return std::min(to_tonnes_nearest(capacity_t(seat, std::nullopt)), baseline);
}

double ProjectSites::cost_of_year(std::size_t seat, Tonnes abated) const {
  const FirmBrief& firm = world_.seats[seat].brief.firm;
  const double all_t = capacity_t(seat, std::nullopt);
  const double used = all_t > 0 ? to_double(abated) / all_t : 0;
  double cost = 0;
  for (const Unit& unit : sites_[seat].units) {
    const Technology& technology = firm.projects[unit.project];
    if (!runs_in(technology, signed_of(unit.decided), signed_of(year_))) continue;
    cost += unit.units * (annuity_of(technology, unit.capex, discount_rate_) +
                          used * technology.abates_t * technology.running_cost);
  }
  return cost;
}

double ProjectSites::build(std::size_t seat, const BuildProject& order) {
  Site& site = sites_[seat];
  if (order.project >= site.menu.size()) return 0;
  ProjectView& view = site.menu[order.project];
  const std::int32_t units = std::clamp(order.units, 0, view.units_left);
  if (units == 0) return 0;
  view.units_left -= units;
  site.units.push_back({order.project, year_, units, view.capex});
  const SeatBrief& brief = world_.seats[seat].brief;
  unpublished_.push_back({brief.firm.first_market_project + order.project,
                          years_after(brief.first_year, static_cast<std::int32_t>(year_)),
                          brief.firm.projects[order.project].abates_t * units});
  return view.capex * units;
}

ProjectYear ProjectSites::settle(std::size_t seat, Tonnes baseline,
                                 const std::optional<std::vector<BuildProject>>& builds) {
  ProjectYear year;
  if (sites_[seat].menu.empty()) return year;
  year.abated = abated(seat, baseline);
  year.cost = cost_of_year(seat, year.abated);
  if (builds)
    for (const BuildProject& order : *builds) year.capex += build(seat, order);
  std::vector<double> capacities_t;
  capacities_t.reserve(sites_[seat].menu.size());
  for (std::size_t project = 0; project < sites_[seat].menu.size(); ++project)
    capacities_t.push_back(capacity_t(seat, project));
  const bool any = std::ranges::any_of(capacities_t, [](double each) { return each > 0; });
  const std::vector<Tonnes> abated =
      any ? apportion(year.abated, capacities_t) : std::vector<Tonnes>(capacities_t.size());
  for (std::size_t project = 0; project < abated.size(); ++project)
    year.public_cost += record(seat, project, abated[project]);
  return year;
}

// Returns what the public paid of it.
double ProjectSites::record(std::size_t seat, std::size_t project, Tonnes abated) {
  const SeatBrief& brief = world_.seats[seat].brief;
  ProjectResult result;
  for (const Unit& unit : sites_[seat].units) {
    if (unit.project != project || unit.decided != year_) continue;
    result.built += unit.units;
    result.capex += unit.units * unit.capex;
  }
  result.abated = abated;
  if (result.built == 0 && result.abated == Tonnes()) return 0;
  const Technology& technology = brief.firm.projects[project];
  result.public_cost =
      public_part(technology, result.capex) + technology.public_per_t * to_double(abated);
  result.year = years_after(brief.first_year, static_cast<std::int32_t>(year_));
  result.firm = brief.seat;
  result.group = world_.seats[seat].group;
  result.project = technology.name;
  results_.push_back(result);
  return result.public_cost;
}

}  // namespace tanshi
