// Convex programmes with a cost that is a sum of one term a variable:
//
//   minimise  sum of f_j(z_j)   subject to  A z = b,  0 <= z <= most
//
// where f_j' is a price, or a curve's marginal cost. Solved by a primal-dual interior-point method
// (Wright, Primal-Dual Interior-Point Methods, SIAM 1997; for convex terms Boyd and Vandenberghe,
// Convex Optimization, 2004, 11.7).
//
// Pure. The caller scales: quantities and costs should be about 1.
#pragma once

#include <cstddef>
#include <vector>

#include "agents/abatement/abatement_curve.h"

namespace tanshi {

struct ProgramEntry {
  std::size_t row = 0;
  double value = 0;
};

struct ProgramColumn {
  double cost = 0;       // of a unit, where no curve says
  AbatementCurve curve;  // else its MAC
  bool curved = false;
  double most = kUnbounded;           // above 0
  double start = 0.1;                 // a guess
  std::vector<ProgramEntry> entries;  // of A
};

struct SeparableProgram {
  std::vector<double> rows;   // b
  std::vector<double> duals;  // a guess of what a unit more of each row costs
  std::vector<ProgramColumn> columns;
};

struct ProgramSolution {
  std::vector<double> values;
  std::vector<double> duals;
  bool found = false;  // to 1e-8; else the values are only near
};

// REQUIRES: some z keeps every row strictly within its bounds.
// Complexity: about 30 rounds of rows^3 + the sum of (entries of a column)^2.
[[nodiscard]] ProgramSolution solve(const SeparableProgram& program);

}  // namespace tanshi
