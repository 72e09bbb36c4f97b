#include "tools/bench/group_commit.h"

#include <chrono>
#include <string>
#include <utility>

#include "exchange/codec/journal_codec.h"
#include "tools/bench/exit_because.h"

namespace tanshi {

namespace {

// More than pages between two checkpoints.
constexpr std::int64_t kFirstCommits = 1'000;

std::string one_command() {
  std::string group;
  append_command({.time = SimTime(), .action = CancelOrder{AccountId{1}, OrderId{1'000'000}}},
                 group);
  return group;
}

}  // namespace

GroupCommit::GroupCommit(const std::filesystem::path& directory) {
  auto journal = Journal::open(directory);
  if (!journal.ok()) exit_because(journal.status().ToString());
  journal_ = *std::move(journal);
  (void)run(kFirstCommits);
}

std::vector<double> GroupCommit::run(std::int64_t count) {
  using Clock = std::chrono::steady_clock;
  const std::string group = one_command();
  std::vector<double> times_us;
  for (std::int64_t i = 0; i < count; ++i) {
    const LogPosition after{
        .command_count = journal_->command_count() + 1, .event_count = 0, .events_hash = 0};
    const auto start = Clock::now();
    const absl::Status status = journal_->append(group, after);
    times_us.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
    if (!status.ok()) exit_because(status.ToString());
  }
  return times_us;
}

}  // namespace tanshi
