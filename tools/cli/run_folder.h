// The folder that a run leaves behind: scenario.yaml as it was played, summary.json,
// results.sqlite and report.html.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "scenarios/recording/market_recording.h"
#include "scenarios/results/run_result.h"
#include "scenarios/results/whole_file.h"

namespace tanshi {

// Of a session that was played over gRPC: the folder of its journal, and the file of its tokens.
inline constexpr std::string_view kJournalFolder = "journal";
inline constexpr std::string_view kTokensFile = "tokens.json";

inline constexpr std::string_view kResultsFile = "results.sqlite";

// Makes the folder, with those above it, or finds it fit to be written into.
// Errors: as write_file; FAILED_PRECONDITION it holds a scenario.yaml that is no run's.
[[nodiscard]] absl::Status claim_run_folder(const std::filesystem::path& folder);

// Fills the folder; files of an earlier run are replaced. `recording`, into results.sqlite of the
// folder, may be null.
[[nodiscard]] absl::Status write_run_folder(const std::filesystem::path& folder,
                                            std::string_view scenario_yaml, const RunResult& run,
                                            MarketRecording* recording = nullptr);

// Where a run goes when nobody says: out/SCENARIO-SEED.
[[nodiscard]] std::filesystem::path default_run_folder(const std::string& scenario,
                                                       std::uint64_t seed);

}  // namespace tanshi
