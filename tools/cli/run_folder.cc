#include "tools/cli/run_folder.h"

#include <system_error>

#include <fmt/format.h>

#include "scenarios/results/report/report.h"
#include "scenarios/results/results_database.h"
#include "scenarios/results/summary.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kScenarioFile = "scenario.yaml";
constexpr std::string_view kSummaryFile = "summary.json";

absl::Status failed(const fs::path& file, const std::error_code& error) {
  return absl::UnknownError(fmt::format("{}: {}", file.string(), error.message()));
}

}  // namespace

// The scenario that is played may lie in the folder that is given for its results.
absl::Status claim_run_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return failed(folder, error);
  if (!fs::exists(folder / kScenarioFile, error) || fs::exists(folder / kSummaryFile, error))
    return absl::OkStatus();
  return absl::FailedPreconditionError(
      fmt::format("{}: is not of a run, and would be replaced; give another folder",
                  (folder / kScenarioFile).string()));
}

absl::Status write_run_folder(const fs::path& folder, std::string_view scenario_yaml,
                              const RunResult& run, MarketRecording* recording) {
  absl::Status status = write_file(folder / kSummaryFile, summary_json(run));
  if (status.ok()) status = write_file(folder / kScenarioFile, scenario_yaml);
  if (status.ok()) {
    status =
        recording == nullptr ? write_results(folder / kResultsFile, run) : recording->finish(run);
  }
  if (status.ok()) status = write_file(folder / "report.html", report_html(run));
  return status;
}

fs::path default_run_folder(const std::string& scenario, std::uint64_t seed) {
  return fs::path("out") / fmt::format("{}-{}", scenario, seed);
}

}  // namespace tanshi
