// What price-takers with perfect foresight build, and the price path that goes with it: allowances
// that may be banked, as in hotelling_path.h, and menus of projects
// (agents/abatement/technology.h).
//
// Pure. Tonnes, currency units per tonne, currency units and years, which are counted from the
// first of the problem's.
//
// In equilibrium no project that is not built would pay, and what is built pays, or just pays where
// only a part of it is built: with the net present value of a unit that is decided in year s,
//
//   NPV_s = sum over the years t in which it runs and that are within the horizon of
//             (abates (p_t - running cost) - A_s) / (1 + r)^t
//
// it is NPV_s <= m in every year, NPV_s = m in the years in which it is built, and m = 0 unless all
// its units are built, m >= 0. Those are the conditions of the plan of least cost too, with units
// that can be divided: a convex programme, which separable_program.h solves. (The argument of
// Montgomery, Journal of Economic Theory 5, 1972, with one more convex cost.)
//
// What is learned from others is free to all, so nobody counts what others learn from him: with
// learning the equilibrium is a fixed point of costs and plans, not the plan of least cost, and
// there may be several; it is that found from no building on.
#pragma once

#include <cstddef>
#include <vector>

#include "agents/abatement/technology.h"
#include "agents/planning/hotelling_path.h"

namespace tanshi {

struct PlannedProject {
  Technology technology;
  double units = 0;          // that can still be built; parts of them too
  double built_t = 0;        // a year, by all, before the first year
  std::size_t member = 0;    // of the years' curves, which abates what the project leaves
  std::vector<double> runs;  // of a unit, the part that abates; a year each
};

struct InvestmentProblem {
  PathProblem path;
  // What a member of the curves can abate in a year, its projects included; a row a year, or empty:
  // no bound beside the curve's own. Where it is 0, `runs` must be 0.
  std::vector<std::vector<double>> room_t;
  std::vector<PlannedProject> projects;
};

struct InvestmentPlan {
  std::vector<PathPoint> path;
  std::vector<std::vector<double>> builds;  // units; a project each, a year each
  std::vector<std::vector<double>> capex;   // of a unit; likewise
};

// Units that are too few to matter are not built, so a plan may build nothing.
// REQUIRES: in every year a finite price_ceiling.
[[nodiscard]] InvestmentPlan investment_plan(const InvestmentProblem& problem);

// Of a unit that is decided in year `decided` and costs `capex`, at these prices.
[[nodiscard]] double net_present_value(const PlannedProject& project, std::size_t decided,
                                       double capex, const std::vector<double>& prices,
                                       double discount_rate);

// What the units abate in a year if they are built so.
[[nodiscard]] double abated_by(const PlannedProject& project, const std::vector<double>& builds,
                               std::size_t year);

// What they cost in a year: running, and the annuities of what was paid for them.
[[nodiscard]] double cost_of(const PlannedProject& project, const std::vector<double>& builds,
                             const std::vector<double>& capex, double discount_rate,
                             std::size_t year);

// The path with what the plan builds in the place of the menus.
[[nodiscard]] PathProblem path_given(const InvestmentProblem& problem,
                                     const std::vector<std::vector<double>>& builds);

}  // namespace tanshi
