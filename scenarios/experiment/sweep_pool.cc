#include "scenarios/experiment/sweep_pool.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "scenarios/experiment/run_record.h"
#include "scenarios/runner/runner.h"

namespace tanshi {
namespace {

// What has been played and not yet been kept. Bounded, so that a slow disk holds the threads up
// rather than filling the memory.
class Finished {
 public:
  explicit Finished(int threads) : threads_(threads) {}

  void add(StoredRun run) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return runs_.size() < kMost; });
    runs_.push_back(std::move(run));
    news_.notify_one();
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    --threads_;
    news_.notify_one();
  }
  // Waits for runs; empty once all threads have left and everything was taken.
  std::vector<StoredRun> take() {
    std::unique_lock lock(mutex_);
    news_.wait(lock, [this] { return !runs_.empty() || threads_ == 0; });
    room_.notify_all();
    return std::exchange(runs_, {});
  }

 private:
  static constexpr std::size_t kMost = 256;

  std::mutex mutex_;
  std::condition_variable news_;
  std::condition_variable room_;
  std::vector<StoredRun> runs_;
  int threads_;
};

// The same wherever the file lies, since it becomes part of the results.
std::string without_place(const Problem& problem) {
  return problem.path.empty() ? problem.what : problem.path + ": " + problem.what;
}

}  // namespace

std::optional<StoredRun> RunPlayer::play(std::int64_t run, const std::function<bool()>& go_on) {
  const std::int64_t point = plan_->point_of_run(run);
  if (point != point_) {
    std::vector<Problem> problems;
    scenario_ = plan_->scenario_of(point, problems);
    problem_ = problems.empty() ? "" : without_place(problems.front());
    point_ = point;
  }
  RunRecord record;
  if (!scenario_) {
    record.problem = problem_;
    return StoredRun{run, encode(record), problem_};
  }
  const auto result = run_locally(scenario_->scenario, plan_->seed_of(run),
                                  [&](const SessionPosition&) { return go_on(); });
  if (!result) return std::nullopt;
  return StoredRun{run, encode(record_of(*result)), ""};
}

absl::Status play_all(const SweepPlan& plan, std::span<const std::int64_t> runs, int jobs,
                      const std::function<absl::Status(std::span<const StoredRun> played)>& keep) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> stopped = false;
  Finished finished(jobs);
  const auto go_on = [&] { return !stopped; };
  const auto work = [&] {
    RunPlayer player(plan);
    for (std::size_t i = next++; i < runs.size() && go_on(); i = next++) {
      std::optional<StoredRun> played = player.play(runs[i], go_on);
      if (!played) break;
      finished.add(*std::move(played));
    }
    finished.leave();
  };
  std::vector<std::jthread> threads;
  threads.reserve(static_cast<std::size_t>(jobs));
  for (int i = 0; i < jobs; ++i) threads.emplace_back(work);
  absl::Status status;
  for (std::vector<StoredRun> played = finished.take(); !played.empty(); played = finished.take()) {
    if (status.ok()) status = keep(played);
    if (!status.ok()) stopped = true;
  }
  return status;
}

}  // namespace tanshi
