// tanshi run: plays a scenario, prints what came of it, and leaves a folder of results.

#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "exchange/journal/journal.h"
#include "scenarios/hosting/grpc_run.h"
#include "scenarios/hosting/session_folder.h"
#include "scenarios/recording/market_recording.h"
#include "scenarios/results/log_claims.h"
#include "scenarios/results/summary.h"
#include "scenarios/results/text_report.h"
#include "scenarios/runner/runner.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"
#include "tools/cli/print_problems.h"
#include "tools/cli/progress_bar.h"
#include "tools/cli/run_folder.h"
#include "tools/cli/terminal.h"

namespace tanshi {
namespace {

struct RunArguments {
  ScenarioArguments scenario;
  std::string treatment;
  std::string venue = "local";
  std::string out;
  std::string junit;
  std::string record = "none";
  bool json = false;
  bool quiet = false;
};

// Set by SIGTERM, which ends the run before its next turn. A second one ends the program.
std::atomic<bool> ended = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a handler of signals may set it");

void end_on_sigterm() {
  struct sigaction action = {};
  action.sa_handler = [](int) { ended = true; };
  action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
  sigaction(SIGTERM, &action, nullptr);
}

// The journal of an earlier run gives way, as its other files do; that of a run under way, or of a
// served session, which may be all that is left of it, does not.
absl::Status clear_journal(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::exists(folder / kTokensFile, error))
    return absl::FailedPreconditionError(
        fmt::format("{}: holds a session of tanshi serve; give another --out", folder.string()));
  return Journal::remove(folder / kJournalFolder);
}

absl::StatusOr<RunResult> play(const RunArguments& arguments, const ReadScenario& loaded,
                               const std::filesystem::path& folder, VenueObserver* recording) {
  const Scenario& scenario = loaded.scenario;
  const Horizon& horizon = scenario.horizon;
  ProgressBar bar(std::int64_t{horizon.years} * horizon.days_per_year, !arguments.quiet);
  const auto show = [&](const SessionPosition& position) {
    bar.show(std::int64_t{position.year_index} * horizon.days_per_year + position.day,
             fmt::format("{}", raw(position.year)));
    return !ended;
  };
  if (absl::Status cleared = clear_journal(folder); !cleared.ok()) return cleared;
  if (arguments.venue == "local") {
    auto played = run_locally(scenario, scenario.seed, show, recording);
    if (!played) return absl::AbortedError("the run was ended early");
    return *std::move(played);
  }
  return run_over_grpc(scenario, {.seed = scenario.seed,
                                  .journal = folder / kJournalFolder,
                                  .origin = origin_of(loaded),
                                  .version = TANSHI_VERSION,
                                  .before_turn = show,
                                  .observer = recording});
}

// Null: nothing is to be recorded.
std::unique_ptr<MarketRecording> recording_of(const RunArguments& arguments,
                                              const Scenario& scenario,
                                              const std::filesystem::path& folder) {
  if (arguments.record == "none") return nullptr;
  const RecordLevel level = arguments.record == "all" ? RecordLevel::kAll : RecordLevel::kTrades;
  return std::make_unique<MarketRecording>(scenario, level, folder / kResultsFile);
}

std::string printed(const RunArguments& arguments, const RunResult& result) {
  if (arguments.json) return summary_json(result);
  if (arguments.quiet) return text_line(result);
  return text_report(result, {.color = has_color(stdout)});
}

// The scenario, or the treatment of it, that is played. nullopt: every problem was printed.
std::optional<ReadScenario> load_played(const RunArguments& arguments) {
  auto loaded = load(arguments.scenario);
  if (!loaded || arguments.treatment.empty()) return loaded;
  std::vector<Problem> problems;
  auto treated = read_treatment(*loaded, arguments.treatment, "tanshi: --treatment", problems);
  print_problems(problems);
  return treated;
}

int run(const RunArguments& arguments) {
  const auto loaded = load_played(arguments);
  if (!loaded) return kExitBadInput;
  const Scenario& scenario = loaded->scenario;
  const auto folder = arguments.out.empty() ? default_run_folder(scenario.name, scenario.seed)
                                            : std::filesystem::path(arguments.out);
  end_on_sigterm();
  // Before the run, which may take long: a folder that cannot be made is told at once.
  if (const absl::Status made = claim_run_folder(folder); !made.ok()) return fail(made);

  const auto recording = recording_of(arguments, scenario, folder);
  absl::StatusOr<RunResult> played = play(arguments, *loaded, folder, recording.get());
  if (!played.ok()) return fail(played.status());
  const Experiment& experiment = loaded->experiment;
  judge_log_claims(
      experiment, arguments.treatment.empty() ? experiment.baseline : arguments.treatment, *played);
  const RunResult& result = *played;

  // First of all, lest a reader who goes away in the middle of the tables ends it.
  ResultsWriter* const tables = recording ? &recording->finish() : nullptr;
  absl::Status written = write_run_folder(folder, loaded->yaml, result, tables);
  if (written.ok() && !arguments.junit.empty())
    written = write_file(arguments.junit, junit_xml(result));
  write_output(printed(arguments, result));
  if (!written.ok()) return fail(written);
  if (!arguments.json && !arguments.quiet) print("\nresults in {}\n", printable(folder.string()));
  return passed(result) ? kExitOk : kExitExpectationFailed;
}

}  // namespace

void add_run(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "run", "Play a scenario; exit 0 when every expectation of it holds, 1 when one fails");
  auto arguments = std::make_shared<RunArguments>();
  add_scenario_arguments(*command, arguments->scenario);
  command
      ->add_option("--treatment", arguments->treatment,
                   "Play this treatment of the scenario; the file as it stands if it is left out")
      ->type_name("T");
  command
      ->add_option("--venue", arguments->venue,
                   "local: in this process; grpc: over a socket to an exchange that keeps a "
                   "journal. The events are the same")
      ->check(CLI::IsMember({"local", "grpc"}))
      ->capture_default_str();
  command
      ->add_option("--out", arguments->out,
                   "Folder for summary.json, results.sqlite, report.html, the scenario as played "
                   "and, over gRPC, the journal; out/SCENARIO-SEED if it is left out")
      ->type_name("DIR");
  command
      ->add_option("--junit", arguments->junit,
                   "Also write the verdicts as JUnit XML, for continuous integration")
      ->type_name("FILE");
  command
      ->add_option(
          "--record", arguments->record,
          "Also write into results.sqlite what happened: trades, or all of trades, orders, "
          "quotes and events")
      ->check(CLI::IsMember({"none", "trades", "all"}))
      ->capture_default_str();
  command->add_flag("--json", arguments->json, "Print summary.json instead of tables");
  command->add_flag("--quiet", arguments->quiet, "Print one line, and no progress");
  command->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace tanshi
