// What a firm expects all groups to build of their menus of projects, and what it builds itself.
//
// Each year it works out what would be built if all took the price as given and saw what it sees
// (agents/planning/investment_plan.h, with its beliefs about the market): so it reckons with what
// the others' projects do to the price, and does not build where they will. Of what its own group
// should have built by then it builds its part: the units of the group's n equal firms are counted
// out evenly, firm i of 0 .. n-1 having built floor(group's + (i + 1/2) / n) of each project.
//
// It decides as if units could be divided and the horizon did not end: a unit counts with its
// annuities within it (technology.h), at the firm's own discount rate.
#pragma once

#include <cstddef>
#include <vector>

#include "agents/planning/investment_plan.h"
#include "agents/seat/agent.h"
#include "agents/seat/observation.h"

namespace tanshi {

class InvestmentOutlook {
 public:
  // `brief` must outlive this.
  explicit InvestmentOutlook(const SeatBrief& brief) : brief_(brief) {}

  // Nobody has a menu: nothing is ever built.
  [[nodiscard]] bool none() const { return brief_.firm.market_projects.empty(); }

  // Takes notice of what was built before the observed year, of which nothing is planned yet.
  void see(const Observation& observation);

  // `path`: what is believed of the observed year and those after it, given what was built.
  // `growth`: of all emissions, a year.
  void plan(PathProblem path, double growth);

  // By all, in a year of the session, of what was built and is planned.
  [[nodiscard]] double abated_t(std::size_t year) const { return abated_t_[year]; }

  // What the firm builds in the planned year. REQUIRES: plan() for the observed year.
  [[nodiscard]] std::vector<BuildProject> builds(const Observation& observation) const;

 private:
  [[nodiscard]] double built_t(std::size_t project, std::size_t year) const;
  [[nodiscard]] double runs(std::size_t project, std::size_t year) const;
  [[nodiscard]] PlannedProject planned(std::size_t project) const;
  void add_room(double growth, InvestmentProblem& problem) const;

  const SeatBrief& brief_;
  std::size_t year_ = 0;
  std::vector<BuiltCapacity> built_;
  InvestmentPlan plan_;
  std::vector<double> abated_t_;
};

}  // namespace tanshi
