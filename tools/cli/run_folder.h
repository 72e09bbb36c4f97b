// The folder that a run leaves behind: scenario.yaml as it was played, summary.json,
// results.sqlite and report.html.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "scenarios/results/results_database.h"
#include "scenarios/results/run_files.h"
#include "scenarios/results/run_result.h"
#include "scenarios/results/whole_file.h"

namespace tanshi {

// Of a session that was played over gRPC: the file of its tokens.
inline constexpr std::string_view kTokensFile = "tokens.json";

// Fills the folder; files of an earlier run are replaced. `tables`: as of write_run_files().
[[nodiscard]] absl::Status write_run_folder(const std::filesystem::path& folder,
                                            std::string_view scenario_yaml, const RunResult& run,
                                            ResultsWriter* tables = nullptr);

// Where a run goes when nobody says: out/SCENARIO-SEED.
[[nodiscard]] std::filesystem::path default_run_folder(const std::string& scenario,
                                                       std::uint64_t seed);

}  // namespace tanshi
