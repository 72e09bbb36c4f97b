// The competitive equilibrium of one year: the price at which firms that take it as given abate
// just what the cap asks for. It is also the cheapest way to keep the cap, and does not depend on
// who holds the allowances at first (Coase 1960; Montgomery, J. Econ. Theory 5, 1972).
//
// Pure. Tonnes, currency units per tonne, currency units.
#pragma once

#include <variant>
#include <vector>

#include "agents/abatement/abatement_curve.h"

namespace tanshi {

struct StaticMarket {
  std::vector<AbatementCurve> curves;  // a firm each
  std::vector<double> baseline_t;      // emissions of each without abatement; bounds its abatement
  double cap_t = 0;
};

struct StaticEquilibrium {
  // 0 where the cap does not bind. With steps a range of prices may fit: from the cost of the
  // last tonne abated, which counts as the price, up to the cost of the next.
  double price = 0;
  double price_high = 0;  // kUnbounded when all is abated
  std::vector<double> abatement_t;
  std::vector<double> emissions_t;
  double total_cost = 0;
};

// The cap is below what is emitted when every firm abates all that it can.
struct CapTooLow {
  double largest_abatement_t = 0;
  double least_emissions_t = 0;
};

// Where several firms have measures at exactly the price, each does the same share of its own.
// REQUIRES: a baseline of at least 0 for each curve.
// Errors: sums are exact to 1e-12 of the baseline.
[[nodiscard]] std::variant<StaticEquilibrium, CapTooLow> static_equilibrium(
    const StaticMarket& market);

}  // namespace tanshi
