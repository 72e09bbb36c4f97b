// results.sqlite of a sweep: every run in the order of the plan, then what they say together. Its
// tables are told in docs/experiments.md. Written from the working store in one go, so that equal
// sweeps make equal files however they were spread and interrupted.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "scenarios/experiment/run_store.h"
#include "scenarios/experiment/sweep_plan.h"
#include "scenarios/experiment/table_file.h"

namespace tanshi {

// PRAGMA user_version of the tables.
inline constexpr int kSweepFormat = 1;

// Whether results.sqlite in `folder` is of a sweep, and not of a run.
// Errors: as TableFile, where it is damaged or cannot be read.
[[nodiscard]] absl::StatusOr<bool> holds_sweep(const std::filesystem::path& folder);

// What the runs add up to.
struct SweepCounts {
  std::int64_t failed = 0;  // could not be set up
  std::int64_t conservation_checked = 0;
  std::int64_t conservation_violations = 0;
};

// Writes the tables points, point_values, runs, years and metrics.
// Errors: FAILED_PRECONDITION a run is missing; DATA_LOSS the store holds what is no run; as
// RunStore and TableFile.
[[nodiscard]] absl::StatusOr<SweepCounts> write_runs(const SweepPlan& plan, RunStore& store,
                                                     TableFile& file);

// Writes the table of one row that says what the sweep was.
void write_sweep(const SweepPlan& plan, const SweepIdentity& identity, const SweepCounts& counts,
                 bool passed, TableFile& file);

using Sample = std::vector<std::optional<double>>;  // an entry a replication

// A metric at a point.
struct Samples {
  Sample whole;  // of the runs as wholes
  std::map<std::int32_t, Sample> years;
};
[[nodiscard]] Samples samples_of(TableFile& file, std::int64_t point, std::int64_t replications,
                                 std::string_view metric);

// The values that exist.
[[nodiscard]] std::vector<double> existing(const Sample& sample);
// `a` less `b`, a replication each where both exist.
[[nodiscard]] std::vector<double> differences_of(const Sample& a, const Sample& b);

}  // namespace tanshi
