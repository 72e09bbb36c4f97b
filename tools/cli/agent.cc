// tanshi agent: a robot as a process of its own, at a seat of an exchange that is served elsewhere.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "agents/firm/robot.h"
#include "agents/sdk/agent_host.h"
#include "agents/strategy/strategies.h"
#include "scenarios/runner/world.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/command.h"
#include "tools/cli/connection_arguments.h"
#include "tools/cli/output.h"

namespace tanshi {
namespace {

struct AgentArguments {
  ConnectionArguments connection;
  std::string seat;
  std::string strategy = "zip";
  std::uint64_t seed = 1;
};

int play(const AgentArguments& arguments) {
  const auto connection = connection_of(arguments.connection, arguments.seat);
  if (!connection.ok()) return fail(connection.status());
  if (connection->token.empty()) {
    return fail(absl::InvalidArgumentError(
        "the seat's token is missing: give --token-file tokens.json of tanshi serve, or set "
        "TANSHI_TOKEN"));
  }
  const auto report = host_agents(*connection, {&arguments.seat, 1}, [&](const SeatBrief& brief) {
    const auto id = static_cast<std::uint32_t>(raw_id(brief.account));
    return HostedAgent{make_robot(brief, arguments.strategy),
                       RandomStream(arguments.seed, id, kDecisionPurpose)};
  });
  if (!report.ok()) return fail(report.status());
  print("{}: {} turns played, {} too late; {}\n", arguments.seat, report->turns, report->expired,
        report->reason);
  return kExitOk;
}

std::vector<std::string> strategy_names() {
  std::vector<std::string> names;
  for (const StrategyEntry& entry : strategies()) names.emplace_back(entry.name);
  return names;
}

}  // namespace

void add_agent(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("agent", "Take a seat of a served session and play it until it is over");
  auto arguments = std::make_shared<AgentArguments>();
  add_connection_arguments(
      *command, arguments->connection,
      "tokens.json of tanshi serve, or a file with the seat's token; without it the token is that "
      "of TANSHI_TOKEN in the environment");
  command->add_option("--seat", arguments->seat, "Name of the seat")
      ->required()
      ->check([](const std::string& text) {
        return printable(text) == text ? "" : "must be UTF-8 without control characters";
      });
  command->add_option("--strategy", arguments->strategy, "How it quotes")
      ->check(CLI::IsMember(strategy_names()))
      ->capture_default_str();
  command->add_option("--seed", arguments->seed, "Seed of its draws")
      ->type_name("N")
      ->check(seed_range())
      ->capture_default_str();
  command->callback([arguments, &exit_code] { exit_code = play(*arguments); });
}

}  // namespace tanshi
