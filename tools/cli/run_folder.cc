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

absl::Status failed(const fs::path& file, const std::error_code& error) {
  return absl::UnknownError(fmt::format("{}: {}", file.string(), error.message()));
}

}  // namespace

absl::Status write_file(const fs::path& file, std::string_view bytes) {
  const fs::path unfinished = file.string() + ".unfinished";
  {
    std::ofstream stream(unfinished, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) return failed(file, std::error_code(errno, std::generic_category()));
  }
  std::error_code error;
  fs::rename(unfinished, file, error);
  return error ? failed(file, error) : absl::OkStatus();
}

absl::Status make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  return error ? failed(folder, error) : absl::OkStatus();
}

absl::Status write_run_folder(const fs::path& folder, std::string_view scenario_yaml,
                              const RunResult& run) {
  absl::Status status = write_file(folder / "scenario.yaml", scenario_yaml);
  if (status.ok()) status = write_file(folder / "summary.json", summary_json(run));
  if (status.ok()) status = write_results(folder / "results.sqlite", run);
  if (status.ok()) status = write_file(folder / "report.html", report_html(run));
  return status;
}

fs::path default_run_folder(const std::string& scenario, std::uint64_t seed) {
  return fs::path("out") / fmt::format("{}-{}", scenario, seed);
}

}  // namespace tanshi
