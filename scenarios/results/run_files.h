// The files of a run that programs read: scenario.yaml as it was played, summary.json and
// results.sqlite.
#pragma once

#include <filesystem>
#include <string_view>

#include "absl/status/status.h"
#include "scenarios/results/run_result.h"

namespace tanshi {

// Makes the folder, with those above it, or finds it fit to be written into.
// Errors: as write_file; FAILED_PRECONDITION it holds a scenario.yaml that is no run's.
[[nodiscard]] absl::Status claim_run_folder(const std::filesystem::path& folder);

// Writes them into the folder; those of an earlier run are replaced.
[[nodiscard]] absl::Status write_run_files(const std::filesystem::path& folder,
                                           std::string_view scenario_yaml, const RunResult& run);

}  // namespace tanshi
