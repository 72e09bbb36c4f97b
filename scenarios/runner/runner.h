// Runs a scenario in this process.
#pragma once

#include <cstdint>
#include <optional>

#include "scenarios/model/scenario.h"
#include "scenarios/results/run_result.h"
#include "scenarios/runner/observed_venue.h"
#include "scenarios/runner/session.h"

namespace tanshi {

// One replication, in virtual time. `before_turn` hears of the progress, and may end the run:
// nullopt then. `observer` hears of every command and event; it may be null.
[[nodiscard]] std::optional<RunResult> run_locally(const Scenario& scenario, std::uint64_t seed,
                                                   const Session::BeforeTurn& before_turn,
                                                   VenueObserver* observer = nullptr);

}  // namespace tanshi
