#include "tools/cli/command.h"

#include <fmt/format.h>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "scenarios/library/scenario_library.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/output.h"
#include "tools/cli/print_problems.h"

namespace tanshi {

CLI::Range seed_range() {
  return {std::uint64_t{0}, std::uint64_t{1} << 53};
}

void add_scenario_arguments(CLI::App& command, ScenarioArguments& arguments) {
  command
      .add_option("scenario", arguments.name_or_path,
                  "Name of a canned scenario (`tanshi list`), or the path of a scenario file")
      ->required()
      ->type_name("NAME|FILE");
  command
      .add_option("--set", arguments.overrides,
                  "Change a key of the scenario, such as firms.power.count=3; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false)
      ->trigger_on_parse(false);
  command
      .add_option("--seed", arguments.seed,
                  "Seed of all random draws; the scenario's own if it is left out")
      ->type_name("N")
      ->check(seed_range());
}

std::optional<ReadScenario> load(const ScenarioArguments& arguments) {
  std::vector<Override> overrides = arguments.overrides;
  if (arguments.seed) overrides.push_back(fmt::format("seed={}", *arguments.seed));
  std::vector<Problem> problems;
  auto read = load_scenario(arguments.name_or_path, overrides, problems);
  print_problems(problems);
  return read;
}

int fail(const absl::Status& status) {
  complain("tanshi: {}\n", printable(std::string(status.message())));
  return kExitBadInput;
}

}  // namespace tanshi
