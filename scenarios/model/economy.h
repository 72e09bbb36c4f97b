// The economy around the market, for the indicators that a climate plan is judged by. It moves
// nothing: indicators are figured from what the run did (scenarios/runner/indicators.h).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "exchange/base/units.h"

namespace tanshi {

// What grows from the first year on.
struct GrowingAmount {
  double start = 0;
  double growth = 0;  // a year

  friend bool operator==(const GrowingAmount&, const GrowingAmount&) = default;
};

// What a project gives for each tonne that it abates.
struct ProjectYield {
  std::string project;
  double energy = 0;  // non-fossil, in what the energy scheme counts
  double power = 0;   // in what the power scheme counts
};

// What the plants of a group can generate in a year, all of them, while they run.
struct PowerPlants {
  std::string group;
  double output = 0;
};

struct Economy {
  std::vector<double> gdp;         // currency units at constant prices, one a year
  Year reference_year{};           // that carbon intensity is held against
  double reference_intensity = 0;  // tonnes per million currency units of that year's GDP
  std::size_t energy_scheme = 0;   // whose uses are the primary energy
  std::size_t power_scheme = 0;    // whose uses are the electricity, and whose makers add to it
  GrowingAmount non_fossil;        // energy, beside what follows
  double energy_per_unit = 0;      // non-fossil, of a unit of the power scheme that is made
  GrowingAmount other_power;       // that does not come of the plants below
  std::vector<PowerPlants> plants;
  std::vector<ProjectYield> projects;
  GrowingAmount sink_t;  // beside credits
};

}  // namespace tanshi
