// What is made of a session: close to theory at any size, and no figure where theory has none.
#include "scenarios/runner/outcome.h"

#include <gtest/gtest.h>

#include <optional>

#include "scenarios/runner/runner.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

RunResult played(Scenario scenario) {
  scenario.free = scenario.cap;
  scenario.auctions.years.resize(scenario.cap.size());
  return *run_locally(scenario, 1, [](const SessionPosition&) { return true; });
}

// `scale` tonnes for one: the north must buy some 5 of each 9 that the south gets.
Scenario north_and_south(std::int64_t scale) {
  Scenario scenario = small_scenario();
  const auto size = static_cast<double>(scale);
  scenario.horizon = {Year{2025}, 3, 50, 2};
  scenario.cap.assign(3, Tonnes(9 * scale));
  scenario.initial_bank = Tonnes();
  scenario.traders.clear();
  scenario.firms = {test_group("north", 1, 6 * size, 24 / size),
                    test_group("south", 1, 4 * size, 30 / size)};
  for (FirmGroup& group : scenario.firms) {
    group.volatility = 0;
    group.cash = Cash(1'000'000'000'000'000);
  }
  scenario.firms.front().allocation_weight = 0;
  scenario.beliefs = {};
  return scenario;
}

TEST(Outcome, FirmsThatMustTradeMoreThanAnOrderMayAskForTradeAsWell) {
  const RunResult large = played(north_and_south(1'000'000'000));
  const RunResult small = played(north_and_south(100'000'000));

  EXPECT_GT(large.efficiency.value_or(0), 0.99);
  EXPECT_NEAR(large.efficiency.value_or(0), small.efficiency.value_or(1), 0.01);
  EXPECT_NEAR(large.price_distance.value_or(1), small.price_distance.value_or(0), 0.02);
  for (const YearResult& year : large.years) EXPECT_EQ(year.shortfall, Tonnes());
}

// What trade could have saved is saved or lost, and each loss is some firm's, year's or fine's.
TEST(Outcome, EfficiencyAndLossesAddUpToOne) {
  const RunResult run = played(north_and_south(100'000'000));

  EXPECT_NEAR(run.efficiency.value() + run.loss_abated.value() + run.loss_untraded.value() +
                  run.loss_timing.value() + run.loss_uncovered.value(),
              1, 1e-9);
  const double gain = run.cost_without_trade - run.cost_least;
  EXPECT_NEAR(run.firms[0].misallocation_cost + run.firms[1].misallocation_cost,
              gain * (run.loss_abated.value() + run.loss_untraded.value()), 1e-6 * gain);
}

// What one pays another gets: firms' cash adds up to nothing where nobody else trades.
TEST(Outcome, FirmsCashOfAYearAddsUpToNothing) {
  const RunResult run = played(north_and_south(100'000'000));

  for (std::size_t year = 0; year < run.years.size(); ++year) {
    EXPECT_NE(run.firms[0].net_cash[year], Cash());
    EXPECT_EQ(run.firms[0].net_cash[year] + run.firms[1].net_cash[year], Cash());
  }
}

// One buys and one sells.
TEST(Outcome, ABuyerAndASellerAreAsConcentratedAsCanBe) {
  const RunResult run = played(north_and_south(100'000'000));

  EXPECT_GT(run.years[0].concentration_buyers.value(), 0.5);
  EXPECT_LE(run.years[0].concentration_buyers.value(), 1);
  EXPECT_GT(run.years[0].concentration_sellers.value(), 0.5);
}

// At 1.00, the market's highest price, the firms abate 1.2 kt of the 20 kt a year that they lack.
TEST(Outcome, ThereIsNoEfficiencyWhereTheoryLeavesTonnesUncovered) {
  Scenario scenario = small_scenario();
  EXPECT_TRUE(played(scenario).efficiency.has_value());

  scenario.max_price = scenario.penalty = Price(100);

  EXPECT_EQ(played(scenario).efficiency, std::nullopt);
}

// What costs nothing, or next to it, trades at a cent, the least price there is: not off theory.
TEST(Outcome, AWorthlessAllowanceIsHeldAgainstACent) {
  for (const double slope_per_t : {1e-45, 0.0}) {
    Scenario scenario = small_scenario();
    scenario.traders.clear();
    scenario.firms = {test_group("cheap", 3, 100'000, slope_per_t),
                      test_group("idle", 3, 100'000, slope_per_t)};
    scenario.firms.back().allocation_weight = 0;

    const RunResult result = played(scenario);

    for (const YearResult& year : result.years) {
      EXPECT_DOUBLE_EQ(year.price_mean.value(), 0.01);
      EXPECT_LT(year.price_benchmark, 0.01);
    }
    EXPECT_NEAR(result.price_distance.value(), 0, 1e-9);
    EXPECT_NEAR(result.smith_alpha.value(), 0, 1e-9);
  }
}

}  // namespace
}  // namespace tanshi
