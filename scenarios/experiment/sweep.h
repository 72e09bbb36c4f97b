// A sweep in its folder: plays what is missing, and writes the files once nothing is.
//
// While runs are missing, the folder holds the working store `runs.work` (and `parts` of a sweep on
// Slurm); it is thrown away when results.sqlite, summary.json, report.html, runs.csv, years.csv and
// scenario.yaml are written. So a sweep that was interrupted at any moment goes on where it was.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "scenarios/experiment/run_store.h"
#include "scenarios/experiment/sweep_plan.h"
#include "scenarios/experiment/table_file.h"

namespace tanshi {

// Who is told how a sweep goes.
struct SweepListener {
  std::function<void(std::int64_t done, std::int64_t runs)> progress;
  // A point, the first time that a run of it cannot be set up.
  std::function<void(std::int64_t point, const std::string& problem)> failed;
};

class SweepFolder {
 public:
  SweepFolder(std::filesystem::path folder, const SweepPlan& plan, std::string version);

  // Makes the folder, or finds it fit for this sweep; `fresh` throws away what it holds of another.
  // Errors: FAILED_PRECONDITION it holds something else, or a sweep that differs; UNKNOWN with the
  // system's words.
  [[nodiscard]] absl::Status claim(bool fresh);

  // Whether all runs have been played and all files written.
  [[nodiscard]] bool is_complete() const;

  // Opens the working store. Errors: as RunStore.
  [[nodiscard]] absl::StatusOr<RunStore> open_store() const;

  // Plays on `jobs` threads what the store lacks. Errors: as RunStore.
  [[nodiscard]] absl::Status play(RunStore& store, int jobs, const SweepListener& listener) const;

  // Writes the files. REQUIRES: the store has all runs. Errors: as sweep_tables.h, sweep_files.h.
  [[nodiscard]] absl::Status write(RunStore& store) const;
  // Writes again what is missing beside results.sqlite. REQUIRES: is_complete(). Errors: likewise.
  [[nodiscard]] absl::Status restore() const;
  // Throws away the working store, once it is closed.
  void clear_work() const;

  [[nodiscard]] const std::filesystem::path& path() const { return folder_; }
  [[nodiscard]] std::filesystem::path tables() const { return folder_ / "results.sqlite"; }
  [[nodiscard]] std::filesystem::path summary() const { return folder_ / "summary.json"; }
  [[nodiscard]] std::filesystem::path parts() const { return folder_ / "parts"; }
  [[nodiscard]] const SweepIdentity& identity() const { return identity_; }
  [[nodiscard]] const SweepPlan& plan() const { return *plan_; }

 private:
  [[nodiscard]] std::filesystem::path work() const { return folder_ / "runs.work"; }
  // What can be told from results.sqlite.
  [[nodiscard]] absl::Status write_files(TableFile& file) const;
  // What the finished files of the folder are of; its version is empty where they are of no sweep.
  [[nodiscard]] SweepIdentity finished() const;

  std::filesystem::path folder_;
  const SweepPlan* plan_;
  SweepIdentity identity_;
};

// Numbers of the runs that the store lacks, in order. Errors: as RunStore.
[[nodiscard]] absl::StatusOr<std::vector<std::int64_t>> missing_runs(const SweepPlan& plan,
                                                                     RunStore& store);

// Plays the runs into the store, telling of `done` besides them. Errors: as RunStore.
[[nodiscard]] absl::Status play_into(RunStore& store, const SweepPlan& plan,
                                     std::span<const std::int64_t> runs, int jobs,
                                     const SweepListener& listener);

}  // namespace tanshi
