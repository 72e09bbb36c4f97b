// The market of what a group of firms makes: the price of carbon raises the price of the product,
// demand falls, and emissions fall with output.
//
// Values; pure. Units of the product, currency units a unit, tonnes.
//
// Without a price of carbon the group sells q0 units a year at P0, and a unit emits e = baseline /
// q0. Demand and supply are lines through (q0, P0) with the elasticities eps_D and eps_S there, and
// all are price-takers. A carbon cost of c a unit raises the price of the product by rho c:
//
//   rho = eps_S / (eps_S + eps_D),   1 where supply is perfectly elastic
//   q   = q0 - (eps_D q0 / P0) rho c,   at least 0
//
// (incidence under perfect competition: Weyl and Fabinger, "Pass-through as an economic tool:
// principles of incidence under imperfect competition", Journal of Political Economy 121, 2013,
// principle 1). At an allowance price p the cost of a unit is c = p e, whether its allowances are
// bought or were given and could be sold (Fabra and Reguant, "Pass-through of emissions costs in
// electricity markets", American Economic Review 104, 2014). That holds where free allocation does
// not follow actual output: where it does, a unit brings a part of its cost along (Fischer and Fox,
// "Output-based allocation of emissions permits for mitigating tax and trade interactions", Land
// Economics 83, 2007), and the scenario reader refuses a product.
//
// So x = e (q0 - q) tonnes are abated by output, x = p (eps_D q0 / P0) rho e^2, which is a line:
//
//   MAC = x P0 q0 / (eps_D rho baseline^2)
//
// Its integral p x / 2 is the triangle c (q0 - q) / 2 of surplus that buyers and makers lose.
// Beside it stand the technical measures: they abate tonnes of the group, and not a share of each
// unit's, so the unit that is made last emits e whatever they do, and the two add up (SumMac).
//
// The lines are those of the first year that the group runs, as its curve of technical measures is.
// As the baseline grows or is struck, q0 does alike: e and P0 stay, and the demand moves in
// parallel.
#pragma once

#include <optional>

#include "agents/abatement/abatement_curve.h"

namespace tanshi {

struct ProductMarket {
  double price = 0;                         // P0; above 0
  double output = 0;                        // q0; above 0
  double demand_elasticity = 0;             // of the line at (q0, P0), without its sign; above 0
  std::optional<double> supply_elasticity;  // above 0; none: perfectly elastic
};

// rho: the part of a carbon cost that the price of the product takes up.
[[nodiscard]] double pass_through_rate(const ProductMarket& product);

// e, tonnes a unit, of a group with this baseline.
[[nodiscard]] double intensity(const ProductMarket& product, double baseline_t);

// By how much the price of the product is above P0 when `fewer` units are sold than at P0.
[[nodiscard]] double price_rise(const ProductMarket& product, double fewer);

// The curve of technical measures and beside it, as the second part of the sum, the output.
// Together they abate at most the baseline, or what the measures alone could if that is more.
// REQUIRES: baseline_t > 0.
[[nodiscard]] AbatementCurve with_output(const AbatementCurve& measures,
                                         const ProductMarket& product, double baseline_t);

// Of `abated_t` tonnes on a curve that with_output made, those that output abates; at least cost.
[[nodiscard]] double abated_by_output(const AbatementCurve& curve, double abated_t);

}  // namespace tanshi
