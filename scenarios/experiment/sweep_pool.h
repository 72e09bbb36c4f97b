// Plays runs on several threads. A run is a pure function of its scenario and seed, and the core
// has no state of its own, so threads share nothing but the list of what is left to do.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "scenarios/experiment/run_store.h"
#include "scenarios/experiment/sweep_plan.h"

namespace tanshi {

// Plays runs one after the other; the record of one whose scenario cannot be set up says why.
class RunPlayer {
 public:
  explicit RunPlayer(const SweepPlan& plan) : plan_(&plan) {}

  // nullopt: `go_on`, asked before each turn, said no.
  [[nodiscard]] std::optional<StoredRun> play(std::int64_t run, const std::function<bool()>& go_on);

 private:
  const SweepPlan* plan_;
  std::int64_t point_ = -1;  // whose scenario is kept, since the next run is likely of it too
  std::optional<ReadScenario> scenario_;
  std::string problem_;
};

// Plays the runs on `jobs` threads. What was played since the last time is handed to `keep`, on the
// caller's thread, again and again until all is kept. Returns early when keeping failed, with its
// status. REQUIRES: jobs >= 1.
[[nodiscard]] absl::Status play_all(
    const SweepPlan& plan, std::span<const std::int64_t> runs, int jobs,
    const std::function<absl::Status(std::span<const StoredRun> played)>& keep);

}  // namespace tanshi
