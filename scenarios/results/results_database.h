// results.sqlite of a run: every figure of it in tables (docs/results.md), to query, and to draw
// its report from again.
#pragma once

#include <filesystem>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "scenarios/results/run_result.h"

namespace tanshi {

// Writes a new file; one that is there is replaced once the new one is complete.
// Errors: INTERNAL with SQLite's words, naming the file.
[[nodiscard]] absl::Status write_results(const std::filesystem::path& file, const RunResult& run);

// Errors: NOT_FOUND; INVALID_ARGUMENT the file is no results.sqlite of this version, or damaged.
[[nodiscard]] absl::StatusOr<RunResult> read_results(const std::filesystem::path& file);

}  // namespace tanshi
