// tanshi check: reads scenarios and says what is wrong with them.

#include <cstdint>
#include <memory>

#include "scenarios/results/figures.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"

namespace tanshi {
namespace {

int check(const ScenarioArguments& arguments, bool quiet) {
  const auto loaded = load(arguments);
  if (!loaded) return kExitBadInput;
  if (quiet) return kExitOk;
  const Scenario& scenario = loaded->scenario;
  std::int64_t firms = 0;
  std::int64_t traders = 0;
  for (const FirmGroup& group : scenario.firms) firms += group.count;
  for (const TraderGroup& group : scenario.traders) traders += group.count;
  print("{}: good: {}, {} years from {}, {} firms, {} traders, {} expectations\n",
        printable(arguments.name_or_path), scenario.name, scenario.horizon.years,
        raw(scenario.horizon.first_year), show_count(firms), show_count(traders),
        scenario.expectations.size());
  return kExitOk;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "check", "Read a scenario; exit 2 and say file:line:column of everything that is wrong");
  auto arguments = std::make_shared<ScenarioArguments>();
  add_scenario_arguments(*command, *arguments);
  auto quiet = std::make_shared<bool>(false);
  command->add_flag("--quiet", *quiet, "Print nothing when it is good");
  command->callback([arguments, quiet, &exit_code] { exit_code = check(*arguments, *quiet); });
}

}  // namespace tanshi
