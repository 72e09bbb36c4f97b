// The regulator's seat: where the scenario says so, a program or a person decides what the law
// leaves to the regulator. It holds the treasury's account, which auctions pay.
//
// It is woken only when there is a measure to take, before the day trades. A seat that nobody
// holds, or that does not answer, leaves the measure as the rule has it.
#pragma once

#include <memory>

#include "agents/seat/agent.h"
#include "agents/seat/observation.h"

namespace tanshi {

// Stands in for who holds the seat: decides nothing, so that the rule's default holds.
[[nodiscard]] std::unique_ptr<Agent> make_default_regulator();

}  // namespace tanshi
