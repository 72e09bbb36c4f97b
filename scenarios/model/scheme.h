// Schemes: what firms owe beside emissions (agents/seat/scheme.h says how they work).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "agents/abatement/abatement_curve.h"
#include "exchange/base/units.h"
#include "scenarios/model/producer_group.h"

namespace tanshi {

// The group whose emissions a unit that is made spares: green power takes the place of coal's.
struct Displacement {
  std::string group;  // of firms
  double t_per_unit = 0;
};

// Vectors have an entry a year.
struct Scheme {
  std::string name;
  std::string unit;                // of what it counts
  std::vector<BasisPoints> share;  // of what is used, what is owed
  std::vector<Tonnes> allocated;   // units given to users, in proportion to what they will owe
  std::vector<ProducerGroup> makers;
  Price penalty;  // for a unit that is missing
  std::optional<Displacement> displaces;
};

// What a group of firms uses of what a scheme counts.
struct GroupUse {
  std::size_t scheme = 0;  // of the scenario's
  double used = 0;         // by the group in the first year that it runs, if nothing is saved
  double growth = 0;       // a year
  AbatementCurve saving;   // of the group, a year
  double spares_t = 0;     // emissions that a saved unit spares
};

}  // namespace tanshi
