// A scenario's market as it looks before anything has come to light: what is expected, and samples
// of what may come. Events that are not known when the first year begins are in neither.
//
// Pure.
#pragma once

#include <cstdint>

#include "scenarios/benchmark/uncertain_equilibrium.h"
#include "scenarios/model/scenario.h"
#include "scenarios/runner/world.h"

namespace tanshi {

// The seed's world, were all baselines to come out as expected before the first year: the certainty
// equivalent.
[[nodiscard]] World expected_world(const Scenario& scenario, std::uint64_t seed);

// The first year as expected; of the later ones `samples` draws of all shocks, which no world of
// this or another small seed has. REQUIRES: samples >= 1.
[[nodiscard]] UncertainMarket sampled_markets(const Scenario& scenario, std::uint64_t seed,
                                              int samples);

}  // namespace tanshi
