// Tells the firms that have perfect foresight what theory says of their world.
#pragma once

#include "scenarios/model/scenario.h"
#include "scenarios/runner/world.h"

namespace tanshi {

// Nothing where no firm has it. REQUIRES: all else of the world is as the seed has it.
void tell_foresight(const Scenario& scenario, World& world);

}  // namespace tanshi
