// Who is given what, where that is more than a share by weight: by output, or where plants open and
// close, or a reserve is kept for those that open.
//
//   1. Of each year's cap the reserve for new entrants is set aside. All that is so set aside
//   serves
//      from the first year on, as the European Union's did.
//   2. A group that opens later claims what the others get for its weight, or what its output
//   earns,
//      in its first year, and is granted that for all its years while the reserve lasts
//      (agents/regulator/allocation/new_entrants.h). Where there is no reserve it shares like all.
//   3. The others share what is given free, by output as far as the cap goes (else all are cut
//      alike), or by weight. The parts of those that closed go to the rest, or as the rule says.
//   4. In the last year goes what the reserve still holds, as its rule says.
//
// Pure.
#pragma once

#include <cstddef>

#include "scenarios/model/scenario.h"

namespace tanshi {

// Whether it must be worked out. Else `free` is given by weight to firms that run all the time.
[[nodiscard]] bool needs_allocating(const Scenario& scenario);

// The year of a group, without a shock. REQUIRES: the group runs in it.
[[nodiscard]] OutputYear output_year(const FirmGroup& group, const Horizon& horizon,
                                     std::size_t year);

// Fills the groups' `allocation`, and `free` and `set_aside`; `cap` too, where it is bottom_up.
// REQUIRES: cap and free have an entry a year; by output, each group has a rule.
void allocate(Scenario& scenario);

}  // namespace tanshi
