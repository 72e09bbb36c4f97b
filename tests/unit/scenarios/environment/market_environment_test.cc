// Environments: learners' seats are played by their actions, rewards add up to the cost of
// compliance, and the same seed and actions give the same numbers.
#include "scenarios/environment/market_environment.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "agents/abatement/rounding.h"
#include "exchange/base/random_stream.h"
#include "scenarios/runner/runner.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

const std::vector<std::string> kAll = {"cheap-1", "cheap-2", "cheap-3",
                                       "dear-1",  "dear-2",  "dear-3"};

struct Numbers {
  explicit Numbers(std::size_t learners)
      : actions(learners * kActionSize),
        observations(learners * kObservationSize),
        rewards(learners) {}

  std::vector<float> actions;
  std::vector<float> observations;
  std::vector<double> rewards;
};

// Plays an episode of random actions; returns each learner's rewards together.
std::vector<double> play(MarketEnvironment& environment, std::uint64_t seed, Numbers& numbers,
                         std::vector<float>* told = nullptr) {
  RandomStream random(seed, 0, 1);
  std::vector<double> sums(environment.learners());
  environment.reset(seed, numbers.observations);
  std::int64_t steps = 0;
  for (bool over = false; !over; ++steps) {
    for (float& number : numbers.actions)
      number = static_cast<float>(random.uniform_int(-1000, 1000)) / 1000;
    over = environment.step(numbers.actions, numbers.observations, numbers.rewards);
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += numbers.rewards[i];
    if (told != nullptr)
      told->insert(told->end(), numbers.observations.begin(), numbers.observations.end());
  }
  EXPECT_EQ(steps, environment.steps());
  return sums;
}

TEST(MarketEnvironment, TheSeatsOfEmittersAreOffered) {
  EXPECT_EQ(emitters(small_scenario()), kAll);
}

TEST(MarketEnvironment, AStepIsATurnAndOneMoreEachYear) {
  MarketEnvironment environment(small_scenario(), kAll);

  EXPECT_EQ(environment.steps(), 3 * (10 * 2 + 1));
}

// By the recorder's account of the firm, which is counted from events.
TEST(MarketEnvironment, RewardsAddUpToTheCostOfCompliance) {
  const std::vector<std::string> seats = {"cheap-2", "dear-1"};
  MarketEnvironment environment(small_scenario(), seats);
  Numbers numbers(2);

  const std::vector<double> sums = play(environment, 5, numbers);

  const std::array<std::size_t, 2> firms = {1, 3};
  for (std::size_t i = 0; i < firms.size(); ++i) {
    const FirmResult& firm = environment.recorder().firms()[firms.at(i)];
    double cost = 0;
    for (std::size_t year = 0; year < 3; ++year)
      cost += firm.abatement_cost[year] - currency(firm.net_cash[year]);
    ASSERT_GT(cost, 0);
    const double baseline_t = 100'000.0 / 3;
    EXPECT_NEAR(sums[i], -cost / baseline_t, 1e-9 * cost);
  }
}

TEST(MarketEnvironment, SameSeedAndActionsSameNumbers) {
  MarketEnvironment environment(small_scenario(), kAll);
  Numbers numbers(kAll.size());
  std::vector<float> first;
  std::vector<float> again;
  std::vector<float> other;

  const auto rewards = play(environment, 1, numbers, &first);
  play(environment, 2, numbers, &other);

  EXPECT_EQ(play(environment, 1, numbers, &again), rewards);
  EXPECT_EQ(first, again);
  EXPECT_NE(first, other);
}

TEST(MarketEnvironment, NumbersAreFiniteAndWithinTheirRange) {
  MarketEnvironment environment(small_scenario(), kAll);
  Numbers numbers(kAll.size());
  std::vector<float> told;

  play(environment, 3, numbers, &told);

  for (const float number : told) {
    ASSERT_TRUE(std::isfinite(number));
    ASSERT_LE(std::abs(number), kFarthest);
  }
}

// Of two firms that do nothing but one that abates all, the latter surrenders all that it owes.
TEST(MarketEnvironment, TheLastStepOfAYearDecidesOnAbatement) {
  const std::vector<std::string> seats = {"cheap-1", "cheap-2"};
  MarketEnvironment environment(small_scenario(), seats);
  Numbers numbers(2);
  environment.reset(1, numbers.observations);
  const std::vector<float> actions = {0, 0, 1, 0, 0, 0};

  for (int turn = 0; turn < 10 * 2; ++turn) {
    EXPECT_EQ(numbers.observations[2], 1) << "trading";
    environment.step(actions, numbers.observations, numbers.rewards);
  }
  EXPECT_EQ(numbers.observations[2], 0) << "trading";
  environment.step(actions, numbers.observations, numbers.rewards);

  const std::vector<FirmResult>& firms = environment.recorder().firms();
  EXPECT_EQ(firms[0].emissions[0], Tonnes());
  EXPECT_EQ(firms[1].abatement[0], Tonnes());
  EXPECT_GT(firms[1].shortfall[0], Tonnes());
  EXPECT_LT(numbers.rewards[1], 0) << "the penalty";
}

// Step by step a session goes the way that it goes at once.
TEST(MarketEnvironment, WithoutLearnersItIsARun) {
  MarketEnvironment environment(small_scenario(), {});
  const auto run = run_locally(small_scenario(), 4, [](const SessionPosition&) { return true; });

  environment.reset(4, {});
  while (!environment.step({}, {}, {})) {
  }

  const std::vector<FirmResult>& firms = environment.recorder().firms();
  for (std::size_t i = 0; i < firms.size(); ++i) {
    EXPECT_EQ(firms[i].emissions, run->firms[i].emissions);
    EXPECT_EQ(firms[i].net_cash, run->firms[i].net_cash);
  }
}

}  // namespace
}  // namespace tanshi
