// Free allocation to new entrants out of a reserve, first come, first served.
//
// Who is admitted is granted a yearly quantity, and as much is taken out of the reserve at once as
// it will get to the end of the phase, so that what was promised is there. Where the reserve does
// not hold that, the yearly quantity is what it holds, divided by the years and rounded down.
//
// EU, third phase: 480.2 M at the start; 94.5 M were so reserved by January 2016 (European
// Commission, 15 January 2016).
//
// Pure.
#pragma once

#include <cstdint>

#include "exchange/base/units.h"

namespace tanshi {

struct NewEntrantGrant {
  Tonnes yearly;
  Tonnes reserved;  // yearly x years

  friend bool operator==(const NewEntrantGrant&, const NewEntrantGrant&) = default;
};

// REQUIRES: in_reserve, yearly_claim in 0 .. kMaxQuantity; years in 1 .. 100.
[[nodiscard]] NewEntrantGrant new_entrant_grant(Tonnes in_reserve, Tonnes yearly_claim,
                                                std::int32_t years);

}  // namespace tanshi
