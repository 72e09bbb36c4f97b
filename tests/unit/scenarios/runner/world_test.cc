// Worlds: exact shares, and draws that do not depend on who else is there.
#include "scenarios/runner/world.h"

#include "scenarios/model/apportion.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "agents/abatement/rounding.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

TEST(Apportion, GivesOutEveryTonneAndTheLargestRemaindersGetTheOddOnes) {
  const std::vector<Tonnes> shares = apportion(Tonnes(10), {1, 1, 1});
  EXPECT_EQ(shares, (std::vector<Tonnes>{Tonnes(4), Tonnes(3), Tonnes(3)}));

  const std::vector<Tonnes> uneven = apportion(Tonnes(1'000'000'007), {0.3, 0.0, 0.7});
  EXPECT_EQ(uneven[0] + uneven[1] + uneven[2], Tonnes(1'000'000'007));
  EXPECT_EQ(uneven[1], Tonnes());
}

TEST(World, SharesOutEachCapAndTheInitialBankToTheTonne) {
  const Scenario scenario = small_scenario();
  const World world = make_world(scenario, 1);

  Tonnes bank;
  std::vector<Tonnes> caps(3);
  for (const SeatPlan& seat : world.seats) {
    bank += seat.allowances;
    for (std::size_t year = 0; seat.brief.emitter && year < caps.size(); ++year) {
      caps[year] += seat.brief.firm.allocation[year];
    }
  }

  EXPECT_EQ(bank, scenario.initial_bank);
  EXPECT_EQ(caps, scenario.cap);
}

TEST(World, AGroupOfNoWeightGetsNothingForFree) {
  Scenario scenario = small_scenario();
  scenario.firms[0].allocation_weight = 0;

  const World world = make_world(scenario, 1);

  for (const SeatPlan& seat : world.seats) {
    if (seat.group != "cheap") continue;
    EXPECT_EQ(seat.allowances, Tonnes());
    for (const Tonnes share : seat.brief.firm.allocation) EXPECT_EQ(share, Tonnes());
  }
}

TEST(World, AnotherFirmChangesNobodysDraws) {
  Scenario scenario = small_scenario();
  const World before = make_world(scenario, 7);
  scenario.firms.push_back(test_group("late", 1, 50'000, 2e-3));
  const World after = make_world(scenario, 7);

  for (std::size_t seat = 0; seat < 6; ++seat) {
    EXPECT_EQ(before.seats[seat].plant.baseline_t, after.seats[seat].plant.baseline_t);
  }
}

TEST(World, ShocksAverageOutAndTheirSpreadIsTheVolatility) {
  Scenario scenario = small_scenario();
  scenario.firms = {test_group("many", 5'000, 5e9, 1e-6)};
  scenario.firms[0].volatility = 0.1;
  scenario.traders.clear();
  const World world = make_world(scenario, 3);

  double sum = 0;
  double squares = 0;
  for (const SeatPlan& seat : world.seats) {
    const double shock = seat.plant.baseline_t[1] / seat.plant.expected_baseline_t[1];
    sum += shock;
    squares += std::log(shock) * std::log(shock);
  }

  EXPECT_NEAR(sum / 5'000, 1, 0.006);
  EXPECT_NEAR(std::sqrt(squares / 5'000), 0.1, 0.005);
}

TEST(World, ReportsErrByTheirSpreadAndAnAuditedOneIsTrue) {
  Scenario scenario = small_scenario();
  scenario.firms = {test_group("many", 5'000, 5e9, 1e-6)};
  scenario.traders.clear();
  scenario.verification = {0.1, 0.25};
  const World world = make_world(scenario, 3);

  int audited = 0;
  double squares = 0;
  for (const SeatPlan& seat : world.seats) {
    const double share = seat.plant.reported_share[1];
    audited += share == 1 ? 1 : 0;
    squares += std::log(share) * std::log(share);
  }

  EXPECT_NEAR(audited / 5'000.0, 0.25, 0.02);
  EXPECT_NEAR(std::sqrt(squares / (5'000 - audited)), 0.1, 0.005);
}

TEST(World, TheYearsShockComesToLightEvenly) {
  Plant plant;
  plant.expected_baseline_t = {100'000};
  plant.baseline_t = {121'000};

  EXPECT_EQ(estimate_baseline(plant, 0, 0), Tonnes(100'000));
  EXPECT_EQ(estimate_baseline(plant, 0, 0.5), Tonnes(110'000));
  EXPECT_EQ(estimate_baseline(plant, 0, 1), Tonnes(121'000));
}

}  // namespace
}  // namespace tanshi
