// Threads share nothing but the list of runs: however many there are, the records are the same.
#include "scenarios/experiment/sweep_pool.h"

#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scenarios/experiment/sweep_plan.h"
#include "scenarios/yaml/scenario_reader.h"

namespace tanshi {
namespace {

constexpr const char* kScenario = R"(
name: pool
title: A small market with auctions
source: made up
horizon: {first_year: 2025, years: 2, days_per_year: 4, turns_per_day: 2}
cap: {path_t: [8000, 7800]}
allocation: {free_share: 0.5}
auction: {per_year: 2}
compliance: {penalty: 100}
market: {tick: 0.01, lot_t: 1, max_price: 200}
firms:
  - {name: low, count: 3, baseline: {start_t: 4000, growth: 0, volatility: 0.2},
     abatement: {curve: linear, slope_per_mt: 20_000}, strategy: zip}
  - {name: high, count: 3, baseline: {start_t: 6000, growth: 0, volatility: 0.2},
     abatement: {curve: linear, slope_per_mt: 10_000}, strategy: gdx}
treatments:
  tight: {market: {tick: 1}}
replications: 8
)";

using Records = std::map<std::int64_t, std::string>;

Records play(const SweepPlan& plan, int jobs) {
  std::vector<std::int64_t> runs(static_cast<std::size_t>(plan.runs()));
  std::iota(runs.begin(), runs.end(), 0);
  Records records;
  const absl::Status status = play_all(plan, runs, jobs, [&](std::span<const StoredRun> played) {
    for (const StoredRun& run : played) EXPECT_TRUE(records.emplace(run.run, run.record).second);
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return records;
}

class SweepPool : public testing::Test {
 protected:
  SweepPool() {
    std::vector<Problem> problems;
    read_ = read_scenario(kScenario, "pool.yaml", {}, problems);
    if (read_) plan_ = SweepPlan::make(*read_, problems);
    for (const Problem& problem : problems) ADD_FAILURE() << to_string(problem);
  }

  std::optional<ReadScenario> read_;
  std::optional<SweepPlan> plan_;
};

TEST_F(SweepPool, FourThreadsMakeTheRecordsOfOne) {
  ASSERT_TRUE(plan_);
  const Records alone = play(*plan_, 1);
  EXPECT_EQ(alone.size(), 16U);
  EXPECT_EQ(play(*plan_, 4), alone);
}

TEST_F(SweepPool, EndsWhenARunCannotBeKept) {
  ASSERT_TRUE(plan_);
  const std::vector<std::int64_t> runs = {0, 1, 2, 3};
  const absl::Status status = play_all(*plan_, runs, 2, [](std::span<const StoredRun>) {
    return absl::ResourceExhaustedError("the disk is full");
  });
  EXPECT_EQ(status.message(), "the disk is full");
}

}  // namespace
}  // namespace tanshi
