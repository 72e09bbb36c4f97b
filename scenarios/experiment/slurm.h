// A sweep as a job array on Slurm. Task K of N plays every N-th of the missing runs into a store of
// its own, parts/K.work, over a file system that all nodes see; when the array has ended the parts
// are merged, and the files are written as by a sweep on one machine, to the same bytes.
//
// It goes on as well: what tasks have kept is merged first, and an array that is still under way
// from the time before is waited for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "scenarios/experiment/sweep.h"

namespace tanshi {

struct SlurmOptions {
  std::filesystem::path program;  // this one, as the nodes find it
  int tasks = 1;
  int jobs = 1;           // threads of a task, and cores that it asks for
  std::string partition;  // empty: Slurm's default
  std::function<void(const std::string& state)> waiting;  // told again and again
};

// Plays what the store lacks. Errors: FAILED_PRECONDITION sbatch is not there or refuses, with its
// words; ABORTED tasks ended before their runs were played, naming their logs; as RunStore.
[[nodiscard]] absl::Status play_on_slurm(const SweepFolder& folder, RunStore& store,
                                         const SlurmOptions& options,
                                         const SweepListener& listener);

// A task's work: part `part` (from 1) of `parts`. Errors: FAILED_PRECONDITION there is no work to
// share; as RunStore.
[[nodiscard]] absl::Status play_part(const SweepFolder& folder, int part, int parts, int jobs);

}  // namespace tanshi
