// Runs a scenario over the wire: an exchange on a real socket of this machine, and at its other
// end, as a client like any other, the agents of all seats.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "absl/status/statusor.h"
#include "exchange/journal/journal.h"
#include "scenarios/model/scenario.h"
#include "scenarios/results/run_result.h"
#include "scenarios/runner/observed_venue.h"
#include "scenarios/runner/session.h"

namespace tanshi {

struct GrpcRunOptions {
  std::uint64_t seed = 1;
  std::filesystem::path journal = {};  // folder for the log of the session; empty: none is kept
  JournalOrigin origin = {};           // what it comes from
  std::string version = {};
  Session::BeforeTurn before_turn = {};  // hears of the progress; may be empty
  VenueObserver* observer = nullptr;     // hears of every command and event; may be null
};

// The same commands, events and hash as run_locally() gives for the scenario and seed.
// Errors: those of HostedExchange::start and host_agents; FAILED_PRECONDITION the journal holds a
// session already; ABORTED `before_turn` ended the run, or an agent did not answer in time.
[[nodiscard]] absl::StatusOr<RunResult> run_over_grpc(const Scenario& scenario,
                                                      const GrpcRunOptions& options);

}  // namespace tanshi
