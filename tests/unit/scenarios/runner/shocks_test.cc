// What strikes emitters: how it comes out, and what of it is known before.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "agents/abatement/rounding.h"
#include "exchange/base/random_stream.h"
#include "scenarios/runner/activity.h"
#include "scenarios/runner/runner.h"
#include "scenarios/runner/shock_path.h"
#include "scenarios/runner/world.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

constexpr std::uint32_t kPurpose = 99;

// With v = 0.2 and p = 0.5 and draws e0, e1: x0 = 0.2 e0, x1 = 0.1 e0 + 0.2 e1, and their variances
// are 0.04 and 0.04 x 1.25.
TEST(ShockPath, IsAnAutoregressionOfMeanOne) {
  RandomStream draws(5, 0, kPurpose);
  const double first = draws.normal();
  const double second = draws.normal();

  const ShockPath path({0.2, 0.5}, 2, RandomStream(5, 0, kPurpose));

  EXPECT_NEAR(path.expected(0, 2), std::exp(0.2 * first - 0.02), 1e-12);
  EXPECT_NEAR(path.expected(1, 2), std::exp(0.1 * first + 0.2 * second - 0.025), 1e-12);
}

// Before the first year nothing is known. After it half of x0 will be left, and of the variance
// 0.05 only 0.04 is still to come.
TEST(ShockPath, ExpectsWhatIsLeftOfWhatHasShown) {
  RandomStream draws(5, 0, kPurpose);
  const double first = draws.normal();

  const ShockPath path({0.2, 0.5}, 3, RandomStream(5, 0, kPurpose));

  EXPECT_EQ(path.expected(0, 0), 1);
  EXPECT_EQ(path.expected(2, 0), 1);
  EXPECT_NEAR(path.expected(1, 1), std::exp(0.1 * first - 0.005), 1e-12);
  EXPECT_NEAR(path.expected(2, 1), std::exp(0.05 * first - 0.04 * 0.0625 / 2), 1e-12);
}

TEST(ShockPath, WhatIsExpectedIsTheMeanOfWhatComesOut) {
  constexpr int kSeeds = 20'000;
  double sum = 0;
  for (int seed = 0; seed < kSeeds; ++seed) {
    const ShockPath path({0.2, 0.9}, 4,
                         RandomStream(static_cast<std::uint64_t>(seed), 0, kPurpose));
    sum += path.expected(3, 4) / path.expected(3, 2);
  }

  EXPECT_NEAR(sum / kSeeds, 1, 0.008);  // four standard errors
}

Horizon five_years() {
  return {Year{2025}, 5, 10, 2};
}

TEST(Activity, IsNotToldOfWhereNothingStrikes) {
  EXPECT_TRUE(Activity(Shocks(), five_years(), 1).seen_at(0, 0.5).empty());
  EXPECT_TRUE(Activity().seen_at(0, 0.5).empty());
}

TEST(Activity, AnAnnouncedEventIsKnownFromTheStartOfThatYear) {
  const Shocks shocks{{}, {{Year{2028}, 1, -0.1, Year{2027}}}};
  const Activity activity(shocks, five_years(), 1);

  EXPECT_EQ(activity.at(3, 1, 1), 1);
  EXPECT_DOUBLE_EQ(activity.at(3, 2, 0), 0.9);
  EXPECT_DOUBLE_EQ(activity.at(3, 4, 0.5), 0.9);
  EXPECT_EQ(activity.at(4, 4, 0.5), 1);
}

// Of two years: half of the logarithm shows half-way through the first, of both.
TEST(Activity, ASurpriseComesToLightEvenly) {
  const Shocks shocks{{}, {{Year{2026}, 2, -0.19, {}}}};
  const Activity activity(shocks, five_years(), 1);

  EXPECT_EQ(activity.at(1, 0, 1), 1);
  EXPECT_EQ(activity.at(1, 1, 0), 1);
  EXPECT_DOUBLE_EQ(activity.at(1, 1, 0.5), 0.9);
  EXPECT_DOUBLE_EQ(activity.at(2, 1, 0.5), 0.9);
  EXPECT_DOUBLE_EQ(activity.at(2, 2, 0), 0.81);
  EXPECT_EQ(activity.at(3, 2, 0), 1);
  EXPECT_EQ(
      activity.seen_at(1, 0.5),
      (std::vector{PartsPerMillion(1'000'000), PartsPerMillion(900'000), PartsPerMillion(900'000),
                   PartsPerMillion(1'000'000), PartsPerMillion(1'000'000)}));
}

TEST(World, ACommonShockStrikesAllAndChangesNobodysOwn) {
  Scenario scenario = small_scenario();
  const World calm = make_world(scenario, 7);
  scenario.shocks.common = {0.1, 0.8};
  const World struck = make_world(scenario, 7);

  for (std::size_t year = 0; year < 3; ++year) {
    const double factor = struck.activity.at(year, year, 1);
    EXPECT_NE(factor, 1);
    for (std::size_t seat = 0; seat < 6; ++seat) {
      EXPECT_NEAR(struck.seats[seat].plant.baseline_t[year],
                  calm.seats[seat].plant.baseline_t[year] * factor, 1e-6);
    }
  }
}

TEST(World, APersistentShockIsExpectedNextYear) {
  Scenario scenario = small_scenario();
  scenario.firms[0].persistence = 0.5;
  const Plant plant = make_world(scenario, 7).seats[0].plant;

  const double first = std::log(plant.baseline_t[0] / plant.trend_t[0]) + 0.02 * 0.02 / 2;
  EXPECT_NEAR(plant.expected_baseline_t[1], plant.trend_t[1] * std::exp(first / 2 - 0.00005), 1e-6);
  EXPECT_EQ(plant.expected_baseline_t[0], plant.trend_t[0]);
}

TEST(World, WhatStrikesOutputIsOverTheTrend) {
  Plant plant;
  plant.trend_t = {100'000};
  plant.expected_baseline_t = {80'000};
  plant.baseline_t = {96'800};

  EXPECT_DOUBLE_EQ(estimate_shock(plant, 0, 0), 0.8);
  EXPECT_DOUBLE_EQ(estimate_shock(plant, 0, 0.5), 0.88);
  EXPECT_EQ(estimate_baseline(plant, 0, 0.5), Tonnes(88'000));
}

RunResult run_of(const Scenario& scenario) {
  return run_locally(scenario, 3, [](const SessionPosition&) { return true; }).value();
}

// A recession known from the start is in the first year's price: there is less to bank for. One
// that nobody saw coming is not.
TEST(Shocks, AnAnnouncedRecessionLowersThePriceBeforeItComes) {
  Scenario scenario = small_scenario();
  scenario.horizon.days_per_year = 30;
  const RunResult calm = run_of(scenario);
  scenario.shocks.events = {{Year{2027}, 1, -0.15, Year{2025}}};
  const RunResult announced = run_of(scenario);
  scenario.shocks.events.front().announced.reset();
  const RunResult surprise = run_of(scenario);

  const double price = calm.years[0].price_mean.value();
  EXPECT_LT(announced.years[0].price_mean.value(), 0.9 * price);
  EXPECT_NEAR(surprise.years[0].price_mean.value(), price, 0.02 * price);
  EXPECT_LT(surprise.years[2].price_last, calm.years[2].price_last);
  EXPECT_LT(to_double(announced.years[2].baseline), 0.87 * to_double(calm.years[2].baseline));
  EXPECT_EQ(announced.conservation_violations, 0);
  // The benchmark knows either from the start.
  EXPECT_DOUBLE_EQ(announced.years[0].price_benchmark, surprise.years[0].price_benchmark);
}

}  // namespace
}  // namespace tanshi
