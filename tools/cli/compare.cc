// tanshi compare: two runs, or two sweeps, metric by metric.

#include <filesystem>
#include <memory>
#include <string>

#include "scenarios/experiment/comparison.h"
#include "scenarios/results/report/report.h"
#include "scenarios/results/results_database.h"
#include "scenarios/results/whole_file.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"

namespace tanshi {
namespace {

struct CompareArguments {
  std::string a;
  std::string b;
  std::string report;
  bool json = false;
};

// Errors: as read_results(): pages lay runs over each other, not sweeps.
absl::Status write_report(const CompareArguments& arguments) {
  const std::filesystem::path a = arguments.a;
  const std::filesystem::path b = arguments.b;
  const auto run_a = read_results(a / "results.sqlite");
  if (!run_a.ok()) return run_a.status();
  const auto run_b = read_results(b / "results.sqlite");
  if (!run_b.ok()) return run_b.status();
  return write_file(arguments.report, comparison_html(*run_a, *run_b));
}

int compare(const CompareArguments& arguments) {
  const auto comparison = compare_folders(arguments.a, arguments.b);
  if (!comparison.ok()) return fail(comparison.status());
  if (!arguments.report.empty()) {
    if (comparison->kind != "runs")
      return fail(absl::InvalidArgumentError(
          "--report: lays two runs over each other; a sweep has its own report.html"));
    if (const absl::Status written = write_report(arguments); !written.ok()) return fail(written);
  }
  write_output(arguments.json ? comparison_json(*comparison) : comparison_text(*comparison));
  return kExitOk;
}

}  // namespace

void add_compare(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "compare", "Compare two runs, or two sweeps, metric by metric; sweeps on the same seeds");
  auto arguments = std::make_shared<CompareArguments>();
  command->add_option("a", arguments->a, "Folder of a run or a sweep")
      ->required()
      ->type_name("DIR");
  command->add_option("b", arguments->b, "Folder of another")->required()->type_name("DIR");
  command->add_option("--report", arguments->report, "Of two runs: also write a page with both")
      ->type_name("FILE");
  command->add_flag("--json", arguments->json, "Print every metric of every year as JSON");
  command->callback([arguments, &exit_code] { exit_code = compare(*arguments); });
}

}  // namespace tanshi
