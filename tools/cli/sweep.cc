// tanshi sweep: plays all treatments of a scenario at all points of its design, once a seed.

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "scenarios/experiment/slurm.h"
#include "scenarios/experiment/sweep.h"
#include "scenarios/experiment/sweep_files.h"
#include "scenarios/experiment/sweep_text.h"
#include "scenarios/experiment/verdicts.h"
#include "scenarios/results/whole_file.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"
#include "tools/cli/print_problems.h"
#include "tools/cli/progress_bar.h"
#include "tools/cli/terminal.h"

namespace tanshi {
namespace {

constexpr int kMostJobs = 1'024;

struct SweepArguments {
  ScenarioArguments scenario;
  std::optional<std::int32_t> replications;
  int jobs = 0;  // 0: a thread a core; of a task on Slurm, 1
  std::string out;
  std::string junit;
  std::string part;
  std::string partition;
  int tasks = 0;  // 0: as many as cores here
  bool slurm = false;
  bool fresh = false;
  bool json = false;
  bool quiet = false;
};

int cores() {
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMostJobs);
}

struct Part {
  int part = 0;
  int parts = 0;
};

// "3/8".
std::optional<Part> read_part(const std::string& text) {
  Part part;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, part.part);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '/') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, part.parts);
  const bool good = second.ec == std::errc() && second.ptr == end;
  return good && part.part >= 1 && part.part <= part.parts ? std::optional(part) : std::nullopt;
}

absl::Status play(const SweepArguments& arguments, const SweepFolder& folder, RunStore& store) {
  const SweepPlan& plan = folder.plan();
  ProgressBar bar(plan.runs(), !arguments.quiet);
  std::optional<std::int64_t> begun;
  std::int64_t so_far = 0;
  SweepListener listener;
  listener.progress = [&](std::int64_t done, std::int64_t runs) {
    if (!begun && done > 0 && !arguments.quiet)
      complain("tanshi: going on: {} of {} runs are there\n", done, runs);
    begun = begun.value_or(done);
    so_far = done;
    bar.show(done, fmt::format("{} of {} runs", done, runs));
  };
  listener.failed = [&](std::int64_t point, const std::string& problem) {
    complain("tanshi: cannot be set up: {}: {}\n", printable(plan.name_of(point)),
             printable(problem));
  };
  if (!arguments.slurm) {
    return folder.play(store, arguments.jobs > 0 ? arguments.jobs : cores(), listener);
  }
  std::error_code error;
  const SlurmOptions options{.program = std::filesystem::read_symlink("/proc/self/exe", error),
                             .tasks = arguments.tasks > 0 ? arguments.tasks : cores(),
                             .jobs = std::max(arguments.jobs, 1),
                             .partition = arguments.partition,
                             .waiting = [&](const std::string& state) { bar.show(so_far, state); }};
  return play_on_slurm(folder, store, options, listener);
}

absl::Status play_and_write(const SweepArguments& arguments, const SweepFolder& folder) {
  if (folder.is_complete()) return folder.restore();
  {
    absl::StatusOr<RunStore> store = folder.open_store();
    if (!store.ok()) return store.status();
    absl::Status status = play(arguments, folder, *store);
    if (status.ok()) status = folder.write(*store);
    if (!status.ok()) return status;
  }
  folder.clear_work();
  return absl::OkStatus();
}

// Prints what came of a sweep that is complete. Returns the exit code.
int tell(const SweepArguments& arguments, const SweepFolder& folder) {
  TableFile tables(folder.tables(), TableFile::Mode::kRead);
  const std::vector<Verdict> verdicts = read_verdicts(tables);
  const std::vector<Row> sweep = tables.all("SELECT passed, failed FROM sweep");
  absl::Status status;
  if (!arguments.junit.empty()) status = write_file(arguments.junit, sweep_junit(verdicts, tables));
  if (arguments.json) {
    const auto summary = read_file(folder.summary());
    if (!summary.ok()) return fail(summary.status());
    write_output(*summary);
  } else if (arguments.quiet) {
    write_output(sweep_line(verdicts, tables));
  } else {
    write_output(sweep_text(folder.plan(), verdicts, tables, {.color = has_color(stdout)}));
    print("\nresults in {}\n", printable(folder.path().string()));
  }
  if (status.ok()) status = tables.status();
  if (!status.ok()) return fail(status);
  if (const std::int64_t failed = integer_of(sweep.at(0)[1]); failed > 0) {
    complain("tanshi: {} of {} runs could not be set up\n", failed, folder.plan().runs());
    return kExitBadInput;
  }
  return integer_of(sweep.at(0)[0]) == 1 ? kExitOk : kExitExpectationFailed;
}

int sweep(SweepArguments arguments) {
  if (arguments.replications) {
    arguments.scenario.overrides.push_back(fmt::format("replications={}", *arguments.replications));
  }
  const auto loaded = load(arguments.scenario);
  if (!loaded) return kExitBadInput;
  std::vector<Problem> problems;
  const auto plan = SweepPlan::make(*loaded, problems);
  print_problems(problems);
  if (!plan) return kExitBadInput;
  const std::filesystem::path out =
      arguments.out.empty() ? std::filesystem::path("out") / (loaded->scenario.name + "-sweep")
                            : std::filesystem::path(arguments.out);
  SweepFolder folder(std::filesystem::absolute(out).lexically_normal(), *plan, TANSHI_VERSION);
  if (!arguments.part.empty()) {
    const auto part = read_part(arguments.part);
    if (!part) return fail(absl::InvalidArgumentError("--part: must be K/N, with K from 1 to N"));
    const absl::Status played =
        play_part(folder, part->part, part->parts, std::max(arguments.jobs, 1));
    return played.ok() ? kExitOk : fail(played);
  }
  absl::Status status = folder.claim(arguments.fresh);
  if (status.ok()) status = play_and_write(arguments, folder);
  return status.ok() ? tell(arguments, folder) : fail(status);
}

void add_slurm_options(CLI::App& command, SweepArguments& arguments) {
  CLI::Option* const slurm = command.add_flag(
      "--slurm", arguments.slurm, "Play it as a job array on Slurm; the results are the same");
  command.add_option("--tasks", arguments.tasks, "Tasks of the job array; as many as cores here")
      ->type_name("N")
      ->check(CLI::Range(1, 100'000))
      ->needs(slurm);
  command.add_option("--partition", arguments.partition, "Partition of Slurm; its default one")
      ->type_name("P")
      ->needs(slurm);
  command
      .add_option("--part", arguments.part,
                  "Play part K of N into a store of its own: what a task on Slurm does")
      ->type_name("K/N")
      ->excludes(slurm);
}

}  // namespace

void add_sweep(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "sweep",
      "Play all treatments of a scenario, at all points of its design, on several seeds; goes on "
      "where it was interrupted; exit 0 when every expectation holds, 1 when one fails");
  auto arguments = std::make_shared<SweepArguments>();
  add_scenario_arguments(*command, arguments->scenario);
  command
      ->add_option("--replications", arguments->replications,
                   "Seeds; the scenario's own number if it is left out")
      ->type_name("N")
      ->check(CLI::Range(1, 100'000));
  command->add_option("--jobs", arguments->jobs, "Runs at a time; as many as cores")
      ->type_name("N")
      ->check(CLI::Range(1, kMostJobs));
  command
      ->add_option(
          "--out", arguments->out,
          "Folder for results.sqlite, summary.json, report.html, runs.csv, years.csv and the "
          "scenario; "
          "out/SCENARIO-sweep if it is left out")
      ->type_name("DIR");
  command
      ->add_option("--junit", arguments->junit,
                   "Also write the verdicts as JUnit XML, for continuous integration")
      ->type_name("FILE");
  command->add_flag("--fresh", arguments->fresh,
                    "Throw away what the folder holds of an earlier sweep");
  command->add_flag("--json", arguments->json, "Print summary.json instead of tables");
  command->add_flag("--quiet", arguments->quiet, "Print one line, and no progress");
  add_slurm_options(*command, *arguments);
  command->callback([arguments, &exit_code] { exit_code = sweep(*arguments); });
}

}  // namespace tanshi
