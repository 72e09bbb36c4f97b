#include "tools/cli/run_folder.h"

#include <fmt/format.h>

#include "scenarios/results/report/report.h"
#include "scenarios/results/whole_file.h"

namespace tanshi {

namespace fs = std::filesystem;

absl::Status write_run_folder(const fs::path& folder, std::string_view scenario_yaml,
                              const RunResult& run) {
  absl::Status status = write_run_files(folder, scenario_yaml, run);
  if (status.ok()) status = write_file(folder / "report.html", report_html(run));
  return status;
}

fs::path default_run_folder(const std::string& scenario, std::uint64_t seed) {
  return fs::path("out") / fmt::format("{}-{}", scenario, seed);
}

}  // namespace tanshi
