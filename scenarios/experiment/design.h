// The points of a design of experiments.
//
// grid: every combination, the last parameter changing fastest.
// latin_hypercube: n points; in each parameter one in every n-th of its range, at random in it, and
// the parameters shuffled apart (McKay, Beckman, Conover 1979, "A comparison of three methods for
// selecting values of input variables", Technometrics 21(2)).
// sobol: the first n points of Sobol's sequence but its zero, with the direction numbers of Joe and
// Kuo 2008 ("Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci.
// Comput. 30(5); Boost.Random); with a seed, shifted digitally (Owen 2003, "Variance with
// alternative scramblings of digital nets"), which keeps how evenly it fills space.
//
// Pure: equal designs give equal points everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/model/experiment.h"
#include "scenarios/yaml/variant.h"

namespace tanshi {

using DesignPoint = std::vector<Setting>;  // in the order of the parameters

// How many points a design has: 1 without parameters, and at most kMostPoints + 1 when more.
inline constexpr std::int64_t kMostPoints = 1'000'000;
[[nodiscard]] std::int64_t point_count(const Design& design);

// REQUIRES: point_count(design) <= kMostPoints.
[[nodiscard]] std::vector<DesignPoint> design_points(const Design& design);

// Points of the unit cube: `points` of `dimensions` coordinates in [0, 1).
[[nodiscard]] std::vector<std::vector<double>> latin_hypercube(std::int32_t points,
                                                               std::size_t dimensions,
                                                               std::uint64_t seed);
[[nodiscard]] std::vector<std::vector<double>> sobol_points(std::int32_t points,
                                                            std::size_t dimensions,
                                                            std::optional<std::uint64_t> seed);

}  // namespace tanshi
