#include "scenarios/hosting/grpc_run.h"

#include <chrono>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "absl/status/status.h"
#include "agents/firm/robot.h"
#include "agents/sdk/agent_host.h"
#include "scenarios/hosting/hosted_exchange.h"
#include "scenarios/runner/regulator_seat.h"

namespace tanshi {
namespace {

// Agents answer in microseconds: one that takes this long has gone, and its robot would stand in
// unnoticed. On a machine that stood still for so long the run fails and may be repeated.
constexpr std::chrono::seconds kAnswerWithin{60};

HostedAgent robot_of(const SeatPlan& plan, const SeatBrief& brief, std::uint64_t seed) {
  const auto id = static_cast<std::uint32_t>(raw_id(brief.account));
  return {make_robot(brief, plan.strategy), RandomStream(seed, id, kDecisionPurpose)};
}

// Takes every seat and plays it from the other end of the connection.
absl::StatusOr<HostReport> play_all_seats(const World& world, std::uint64_t seed,
                                          const Connection& connection) {
  std::vector<std::string> names;
  std::map<std::string, const SeatPlan*> plans;
  for (const SeatPlan& plan : world.seats) {
    names.push_back(plan.brief.seat);
    plans[plan.brief.seat] = &plan;
  }
  if (world.regulator) names.push_back(world.regulator->seat);
  return host_agents(connection, names, [&](const SeatBrief& brief) {
    if (brief.regulator) return HostedAgent{make_default_regulator(), RandomStream(seed, 0, 0)};
    return robot_of(*plans.at(brief.seat), brief, seed);
  });
}

}  // namespace

absl::StatusOr<RunResult> run_over_grpc(const Scenario& scenario, const GrpcRunOptions& options) {
  ExchangeOptions exchange_options;
  exchange_options.journal = options.journal;
  exchange_options.origin = options.origin;
  exchange_options.version = options.version;
  exchange_options.session.seed = options.seed;
  exchange_options.session.answer_within = kAnswerWithin;
  exchange_options.session.before_turn = options.before_turn;
  exchange_options.session.observer = options.observer;
  auto started = HostedExchange::start(scenario, exchange_options);
  if (!started.ok()) return started.status();
  HostedExchange& exchange = **started;
  if (exchange.recovered_commands() > 0) {
    return absl::FailedPreconditionError(
        fmt::format("{}: holds the journal of a session already; give another folder",
                    options.journal.string()));
  }

  const Connection connection{fmt::format("127.0.0.1:{}", exchange.port()),
                              exchange.operator_token()};
  absl::StatusOr<HostReport> played = absl::UnknownError("the agents have not started");
  std::thread agents([&] {
    played = play_all_seats(exchange.session().world(), options.seed, connection);
    // Without agents the session would wait for its seats for ever.
    if (!played.ok()) static_cast<void>(exchange.session().stop());
  });
  std::optional<RunResult> result;
  if (exchange.seats().wait_until_held(SeatBroker::Clock::now() + kAnswerWithin)) {
    // Refused only when the agents have failed and stopped it.
    if (exchange.session().start().ok()) result = exchange.session().wait();
  } else {
    static_cast<void>(exchange.session().stop());
  }
  agents.join();

  if (!played.ok()) return played.status();
  if (!result) return absl::AbortedError("the run was ended early");
  if (played->expired > 0)
    return absl::AbortedError(fmt::format("{} turns were not answered in time", played->expired));
  return *std::move(result);
}

}  // namespace tanshi
