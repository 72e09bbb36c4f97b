#include "scenarios/results/run_files.h"

#include <system_error>

#include <fmt/format.h>

#include "scenarios/results/results_database.h"
#include "scenarios/results/summary.h"
#include "scenarios/results/whole_file.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kScenarioFile = "scenario.yaml";
constexpr std::string_view kSummaryFile = "summary.json";

}  // namespace

// The scenario that is played may lie in the folder that is given for its results.
absl::Status claim_run_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return absl::UnknownError(fmt::format("{}: {}", folder.string(), error.message()));
  if (!fs::exists(folder / kScenarioFile, error) || fs::exists(folder / kSummaryFile, error))
    return absl::OkStatus();
  return absl::FailedPreconditionError(
      fmt::format("{}: is not of a run, and would be replaced; give another folder",
                  (folder / kScenarioFile).string()));
}

absl::Status write_run_files(const fs::path& folder, std::string_view scenario_yaml,
                             const RunResult& run) {
  absl::Status status = write_file(folder / kSummaryFile, summary_json(run));
  if (status.ok()) status = write_file(folder / kScenarioFile, scenario_yaml);
  if (status.ok()) status = write_results(folder / "results.sqlite", run);
  return status;
}

}  // namespace tanshi
