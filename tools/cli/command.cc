#include "tools/cli/command.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>

#include <fmt/format.h>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "scenarios/library/scenario_library.h"
#include "tools/cli/print_problems.h"

namespace tanshi {

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
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 53));
}

std::optional<Scenario> load(const ScenarioArguments& arguments) {
  std::vector<Problem> problems;
  auto scenario = load_scenario(arguments.name_or_path, arguments.overrides, problems);
  print_problems(problems);
  if (scenario && arguments.seed) scenario->seed = *arguments.seed;
  return scenario;
}

}  // namespace tanshi
