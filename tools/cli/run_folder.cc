#include "tools/cli/run_folder.h"

#include <cerrno>
#include <fstream>
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

absl::Status write_file(const fs::path& file, std::string_view bytes) {
  const fs::path unfinished = file.string() + ".unfinished";
  std::error_code error;
  {
    errno = 0;
    std::ofstream stream(unfinished, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) error = std::error_code(errno == 0 ? EIO : errno, std::generic_category());
  }
  if (!error) fs::rename(unfinished, file, error);
  if (!error) return absl::OkStatus();
  std::error_code ignored;
  fs::remove(unfinished, ignored);
  return failed(file, error);
}

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
                              const RunResult& run) {
  absl::Status status = write_file(folder / kSummaryFile, summary_json(run));
  if (status.ok()) status = write_file(folder / kScenarioFile, scenario_yaml);
  if (status.ok()) status = write_results(folder / "results.sqlite", run);
  if (status.ok()) status = write_file(folder / "report.html", report_html(run));
  return status;
}

fs::path default_run_folder(const std::string& scenario, std::uint64_t seed) {
  return fs::path("out") / fmt::format("{}-{}", scenario, seed);
}

}  // namespace tanshi
