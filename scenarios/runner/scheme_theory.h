// What theory says of the schemes of a world, and what they take off emissions.
//
// Each year of a scheme clears by itself (scenarios/benchmark/scheme_equilibrium.h), at the price
// of an allowance; what is saved and made then spares emissions, which lowers that price. The two
// are found by going back and forth.
//
// Pure.
#pragma once

#include <vector>

#include <Eigen/Core>

#include "scenarios/benchmark/scheme_equilibrium.h"
#include "scenarios/model/scenario.h"
#include "scenarios/runner/world.h"

namespace tanshi {

struct SchemesInTheory {
  std::vector<std::vector<SchemeEquilibrium>> years;  // of each scheme, a year each
  Eigen::MatrixXd spared_t;  // emissions; a row a year, a column an emitter
};

// With what allowances cost in theory. Nothing where there are no schemes.
[[nodiscard]] SchemesInTheory schemes_in_theory(const Scenario& scenario, const World& world);

// What `made` units of a scheme spare, of each emitter: in proportion to what it emits without
// abatement in the year, an index, and no more than that.
[[nodiscard]] std::vector<double> displaced_t(const Scenario& scenario, const World& world,
                                              std::size_t scheme, std::size_t year, double made);

// Tells the emitters what to expect, from what is known when the first year begins.
void tell_spared(const Scenario& scenario, World& world);

}  // namespace tanshi
