// Runs agents at the other end of a connection: takes seats of a session, wakes the agent of each
// when the exchange says so, and sends its decision back. What an agent is told and decides is the
// same, to the last bit, as if it ran in the exchange.
//
// Thread-safety: none is needed; a host is one call on one thread. Several may run at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "agents/sdk/connection.h"
#include "agents/seat/agent.h"
#include "exchange/base/random_stream.h"

namespace tanshi {

struct HostedAgent {
  std::unique_ptr<Agent> agent;
  RandomStream random;  // what it draws from
};

// Makes the agent of a seat that was taken.
using MakeAgent = std::function<HostedAgent(const SeatBrief& brief)>;

struct HostReport {
  std::int64_t turns = 0;    // answered
  std::int64_t expired = 0;  // answered too late, and so played by the robot
  std::string reason;        // why the session ended, as a sentence
};

// Takes the seats and plays them until the session is over.
// Errors: those of the connection (UNAVAILABLE no exchange there, UNAUTHENTICATED the token is not
// known); FAILED_PRECONDITION a seat cannot be taken, or the exchange refused an answer.
[[nodiscard]] absl::StatusOr<HostReport> host_agents(const Connection& connection,
                                                     std::span<const std::string> seats,
                                                     const MakeAgent& make_agent);

}  // namespace tanshi
