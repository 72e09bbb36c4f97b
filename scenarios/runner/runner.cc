#include "scenarios/runner/runner.h"

#include "scenarios/runner/outcome.h"
#include "scenarios/runner/venue.h"
#include "scenarios/runner/world.h"

namespace tanshi {

std::optional<RunResult> run_locally(const Scenario& scenario, std::uint64_t seed,
                                     const Session::BeforeTurn& before_turn) {
  const World world = make_world(scenario, seed);
  LocalVenue venue;
  Session session(scenario, world, seed, venue, nullptr);
  if (!session.run(before_turn)) return std::nullopt;
  RunIdentity identity{seed, "local", 0, 0, 0};
  venue.look([&](const Market& market) {
    identity.commands = market.command_count();
    identity.events = market.event_count();
    identity.events_hash = market.events_hash();
  });
  return make_result(scenario, world, session, identity);
}

}  // namespace tanshi
