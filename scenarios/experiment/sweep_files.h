// The files of a sweep beside results.sqlite, written from it: summary.json, runs.csv and
// years.csv, and its verdicts as JUnit XML. Equal tables make equal bytes.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "scenarios/experiment/sweep_plan.h"
#include "scenarios/experiment/verdicts.h"
#include "scenarios/results/table_file.h"

namespace tanshi {

// Fields: docs/experiments.md. Written piece by piece, since it may be long.
// Errors: UNKNOWN with the system's words; as TableFile.
[[nodiscard]] absl::Status write_summary(const SweepPlan& plan, TableFile& tables,
                                         const std::filesystem::path& file);

// The tables runs and years as CSV, each line with its treatment and the values of its point.
// Errors: as above.
[[nodiscard]] absl::Status write_csv(const SweepPlan& plan, TableFile& tables,
                                     const std::filesystem::path& folder);

// A test case an expectation, and one each for the conservation of tonnes and cents, and for runs
// that could not be played.
[[nodiscard]] std::string sweep_junit(std::span<const Verdict> verdicts, TableFile& tables);

}  // namespace tanshi
