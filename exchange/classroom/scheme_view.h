// How a seat stands in what is traded beside allowances: a firm in its schemes, a maker in what it
// makes.
//
// Pure. Integers out; curves count in double in between and leave through
// agents/abatement/rounding.h.
#pragma once

#include <cstddef>
#include <vector>

#include "agents/seat/observation.h"
#include "exchange/base/units.h"
#include "exchange/market/market.h"

namespace tanshi {

// A firm in a scheme, if the year ended with the units that it has now.
struct SchemeStanding {
  Tonnes used;   // if it saves nothing
  Tonnes saved;  // by its plant, as the session settles it (agents/seat/scheme.h)
  Cash saving_cost;
  Tonnes owed;
  Tonnes held;
  Tonnes missing;
  Cash fine;
  Cash next_unit;  // what one more is worth to it
};

// In the order of the brief's schemes. `year` is an index; allowances are counted at their last
// price. REQUIRES: an emitter, whose account is open.
[[nodiscard]] std::vector<SchemeStanding> scheme_standings(const SeatBrief& brief, std::size_t year,
                                                           const Market& market);

struct MakerStanding {
  Tonnes most;  // units that it can make this year
  Tonnes sold;
  Cash next_cost;  // of making one more
};

// REQUIRES: a producer, whose account and book are open.
[[nodiscard]] MakerStanding maker_standing(const SeatBrief& brief, std::size_t year,
                                           const Market& market);

}  // namespace tanshi
