// The price path of allowances that may be banked, and borrowed as far as the rules allow: what
// price-takers with perfect foresight arrive at, which is also the plan of least cost.
//
// Pure. A firm solves it with its own curve to plan alone or with what it believes of the market;
// scenarios/benchmark solves it with the true curves. Tonnes, currency units per tonne and years.
//
// The conditions (Rubin, J. Environ. Econ. Manage. 31, 1996; Schennach, same 40, 2000), with B(t)
// the bank at the end of year t and r the discount rate:
//   (1) abatement in year t is what is worth doing at p(t) >= 0, and B(t) = B(t-1) - need(t) + it;
//   (2) B(t) between its bounds      =>  p(t+1)  = (1 + r) p(t)
//       B(t) at its least            =>  p(t+1) <= (1 + r) p(t)
//       B(t) at its most             =>  p(t+1) >= (1 + r) p(t)
//   (3) at the end either the bank is at its least or allowances are worth nothing.
//
// Seen as discounted price against cumulative abatement this is a string pulled taut in a tube:
// straight phases of one discounted price that bend only where they touch a bound. The solver
// lays phase after phase, each as long as one discounted price can keep within the bounds.
#pragma once

#include <cstddef>
#include <variant>
#include <vector>

#include "agents/abatement/aggregate_curve.h"
#include "agents/abatement/margin.h"

namespace tanshi {

struct PathYear {
  AggregateCurve abatement;
  // Emissions without abatement less the allowances that the year brings; may be negative.
  double need_t = 0;
  // Bounds of the bank at the year's end. A negative least lets so much be borrowed; in the last
  // year it is what must be left. REQUIRES: least <= most. 0 and 0 forbid banking.
  double least_bank_t = 0;
  double most_bank_t = kUnbounded;
  // Price at which a tonne may go uncovered: a penalty, or a ceiling without limit of quantity.
  double price_ceiling = kUnbounded;
};

struct PathProblem {
  std::vector<PathYear> years;
  double initial_bank_t = 0;
  double discount_rate = 0;  // a year, above -1
};

// What happens in one year.
struct PathPoint {
  double price = 0;
  Margin margin;  // splits the abatement: curve.abatement_at(margin) for each member
  double abatement_t = 0;
  double uncovered_t = 0;  // tonnes that pay the ceiling instead
  double expired_t = 0;    // allowances lost because the bank was full and they were worthless
  double bank_t = 0;       // at the end
};

// The bounds cannot be kept: at the end of `year` (an index) even doing everything from the start
// leaves `missing_t` uncovered.
struct PathInfeasible {
  std::size_t year = 0;
  double missing_t = 0;
  double largest_abatement_t = 0;  // in all years up to then
};

using PathResult = std::variant<std::vector<PathPoint>, PathInfeasible>;

// The path, one point a year. Where a range of prices fits, because a step ends exactly at what is
// needed, it is the lowest (the cost of the last tonne) unless a full bank stands in between: then
// it may be another of the range. Flats are filled to the same share by all who stand on them,
// from year to year too as far as the bounds allow. Infeasible only where no ceiling applies.
// Errors: sums are exact to about 1e-12 of all tonnes involved.
// Complexity: O(years^2) root searches at worst, usually O(years) of them.
[[nodiscard]] PathResult hotelling_path(const PathProblem& problem);

// What a year of a path costs in that year: abatement, and the ceiling for each uncovered tonne.
[[nodiscard]] double cost_of_year(const PathYear& year, const PathPoint& point);

// The sum of all years, discounted to the start of the first.
[[nodiscard]] double present_cost(const PathProblem& problem, const std::vector<PathPoint>& path);

}  // namespace tanshi
