// tanshi run: plays a scenario and prints what came of it.

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "scenarios/results/text_report.h"
#include "scenarios/runner/runner.h"
#include "tools/cli/command.h"
#include "tools/cli/progress_bar.h"
#include "tools/cli/terminal.h"

namespace tanshi {
namespace {

struct RunArguments {
  ScenarioArguments scenario;
  bool quiet = false;
};

RunResult play(const Scenario& scenario, bool bar_shown) {
  const Horizon& horizon = scenario.horizon;
  ProgressBar bar(std::int64_t{horizon.years} * horizon.days_per_year, bar_shown);
  const auto result = run_locally(scenario, scenario.seed, [&](const SessionPosition& position) {
    bar.show(std::int64_t{position.year_index} * horizon.days_per_year + position.day,
             fmt::format("{}", raw(position.year)));
    return true;
  });
  return *result;  // nothing ends it early
}

int run(const RunArguments& arguments) {
  const auto scenario = load(arguments.scenario);
  if (!scenario) return kExitBadInput;
  const RunResult result = play(*scenario, !arguments.quiet);
  fmt::print("{}", arguments.quiet ? text_line(result)
                                   : text_report(result, {.color = has_color(stdout)}));
  return passed(result) ? kExitOk : kExitExpectationFailed;
}

}  // namespace

void add_run(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "run", "Play a scenario; exit 0 when every expectation of it holds, 1 when one fails");
  auto arguments = std::make_shared<RunArguments>();
  add_scenario_arguments(*command, arguments->scenario);
  command->add_flag("--quiet", arguments->quiet, "Print one line");
  command->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace tanshi
