// The benchmark of a laboratory market whose permits come in rounds and may be banked: subjects run
// plants that need permits, and what a permit is worth to a plant is drawn anew each round (the
// University of Virginia's experiments on price-responsive supply: Burtraw, Holt, Palmer, Paul and
// Shobe, "Quantities with prices", Resources for the Future, 2018).
//
//   worth of a permit = (price of the product - cost of the plant) / permits of the plant
//
// A round by itself (static): its permits go to the plants where they are worth most; the price is
// what one is worth to the last plant, which may run in part. All rounds together (dynamic): the
// same over all plants of all rounds and all permits, which is what free banking without discount
// comes to where permits grow scarcer: the bank is never empty before the end (Rubin 1996).
//
// Pure and deterministic.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tanshi {

struct PlantGroup {
  std::int32_t plants = 0;   // of all subjects of the group
  std::int32_t permits = 1;  // that a plant needs to run
  std::int32_t cost_from = 0;
  std::int32_t cost_to = 0;  // drawn evenly, both ends included
};

struct PlantDesign {
  std::string title;
  std::string source;
  std::int32_t rounds = 30;
  std::int32_t permits = 0;                  // in the first round
  std::int32_t permits_fall = 0;             // in each round after
  std::vector<std::int32_t> product_prices;  // one is drawn for each round
  std::vector<PlantGroup> groups;
  std::int32_t draws = 2'000;
  std::uint64_t seed = 1;
};

// Means over draws.
struct PlantMeasures {
  double dynamic_price = 0;
  double dynamic_price_deviation = 0;  // standard deviation
  std::vector<double> static_price;    // of each round
  double static_surplus_share = 0;     // of the dynamic surplus
};

// REQUIRES: draws, rounds and product prices, at least one of each; permits of at least 0 in every
// round; plants that need at least one.
[[nodiscard]] PlantMeasures measure_plants(const PlantDesign& design);

}  // namespace tanshi
