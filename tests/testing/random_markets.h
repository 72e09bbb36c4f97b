// Random curves, markets and banking problems for the tests of theory: small, of every shape, with
// the coincidences that break solvers (whole numbers, equal curves, needs of exactly one step).
#pragma once

#include "agents/abatement/abatement_curve.h"
#include "agents/planning/hotelling_path.h"
#include "exchange/base/random_stream.h"

namespace tanshi {

enum class CurveKind {
  kAny,
  kSteps,        // whole-number projects: flats and jumps that meet by coincidence
  kUniqueSteps,  // projects of real numbers: no two prices or sums are equal
};

[[nodiscard]] RandomStream random_stream_of(std::uint64_t seed);

[[nodiscard]] AbatementCurve random_curve(RandomStream& random, CurveKind kind);

// Up to 15 years and 6 firms; banking, borrowing, limits, a ceiling and a final bank by chance.
// Some problems cannot be solved.
[[nodiscard]] PathProblem random_path_problem(RandomStream& random, CurveKind kind);

}  // namespace tanshi
