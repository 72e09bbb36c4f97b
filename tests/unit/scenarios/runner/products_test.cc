// Firms that sell a product in a session: what theory expects by hand, what they make, and how much
// of the cost of carbon its price takes up.
#include "scenarios/runner/products.h"

#include <gtest/gtest.h>

#include <cmath>
#include <variant>
#include <vector>

#include "scenarios/runner/outcome.h"
#include "scenarios/runner/runner.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

void sell(FirmGroup& group, const ProductMarket& product) {
  group.product = product;
  group.curve = with_output(group.curve, product, group.baseline_t);
}

// Both groups' measures cost 0.001 and 0.005 a tonne and tonne. Of 2 t a unit the first passes on
// 3/4, so output gives 100'000^2 x 0.5 x 0.75 / (80 x 50'000) = 937.5 t for each 1 of price; of 0.5
// t a unit the second passes on all, 100'000^2 x 0.1 / (20 x 200'000) = 250 t.
Scenario selling() {
  Scenario scenario = small_scenario();
  for (FirmGroup& group : scenario.firms) group.volatility = 0;
  sell(scenario.firms[0],
       {.price = 80, .output = 50'000, .demand_elasticity = 0.5, .supply_elasticity = 1.5});
  sell(scenario.firms[1], {.price = 20,
                           .output = 200'000,
                           .demand_elasticity = 0.1,
                           .supply_elasticity = std::nullopt});
  return scenario;
}

RunResult played(const Scenario& scenario) {
  return *run_locally(scenario, 1, [](const SessionPosition&) { return true; });
}

// 20'000 t are too many: p (1'000 + 200 + 937.5 + 250) = 20'000.
TEST(Products, TheoryClearsWhereMeasuresAndOutputTogetherDo) {
  Scenario scenario = selling();
  scenario.horizon.years = 1;
  scenario.cap = {Tonnes(180'000)};
  scenario.free = scenario.cap;
  scenario.initial_bank = Tonnes();
  scenario.traders.clear();
  const World world = make_world(scenario, 1);

  const auto solved = banking_equilibrium(theory_of(scenario, world));

  const auto& theory = std::get<BankingEquilibrium>(solved);
  const double price = 20'000 / 2'387.5;
  EXPECT_NEAR(theory.price(0), price, 1e-9);
  EXPECT_NEAR(theory.cost(0), price * 20'000 / 2, 1e-6);
  EXPECT_NEAR(theory.emissions_t.row(0).sum(), 180'000, 1e-6);
}

TEST(Products, OutputIsWhatTheCheapestSplitLeaves) {
  const RunResult run = played(selling());

  ASSERT_EQ(run.products.size(), 18U);
  for (std::size_t i = 0; i < run.products.size(); ++i) {
    const ProductResult& row = run.products[i];
    const std::size_t firm = i % 6;
    const bool first = firm < 3;
    const double abated_t = static_cast<double>(run.firms[firm].abatement[i / 6].raw());
    const double share = first ? 937.5 / (1'000 + 937.5) : 250.0 / (200 + 250);

    EXPECT_EQ(row.firm, run.firms[firm].name);
    EXPECT_NEAR(row.output_before, (first ? 50'000 : 200'000) / 3.0, 1);  // whole tonnes
    EXPECT_NEAR(row.output_before - row.output, share * abated_t / (first ? 2 : 0.5), 1e-6);
    EXPECT_LT(row.output_benchmark, row.output_before);
  }
}

TEST(Products, AGroupSellsInOneMarketAndPassesOnItsRate) {
  const RunResult run = played(selling());

  for (std::size_t year = 0; year < run.years.size(); ++year) {
    const double mean = run.years[year].price_mean.value();
    double passed = 0;
    double cost = 0;
    for (std::size_t firm = 0; firm < 6; ++firm) {
      const ProductResult& row = run.products[6 * year + firm];
      const bool first = firm < 3;
      EXPECT_EQ(row.price, run.products[6 * year + (first ? 0 : 3)].price);
      EXPECT_NEAR(row.carbon_cost.value(), mean * (first ? 2 : 0.5), 1e-9);
      EXPECT_NEAR((row.price - row.price_before) / *row.carbon_cost, first ? 0.75 : 1, 0.1);
      passed += row.output * (row.price - row.price_before);
      cost += row.output * *row.carbon_cost;
    }
    EXPECT_NEAR(run.years[year].pass_through.value(), passed / cost, 1e-12);
    EXPECT_NEAR(run.years[year].pass_through.value(), 0.875, 0.1);  // emissions are alike
  }
}

TEST(Products, WhereNothingIsSoldNothingIsPassedOn) {
  const RunResult run = played(small_scenario());

  EXPECT_TRUE(run.products.empty());
  for (const YearResult& year : run.years) EXPECT_FALSE(year.pass_through);
}

TEST(Products, AWorthlessAllowanceCostsNothingToPassOn) {
  Scenario scenario = selling();
  scenario.cap.assign(3, Tonnes(250'000));
  scenario.free = scenario.cap;
  scenario.traders.clear();

  const RunResult run = played(scenario);

  for (const YearResult& year : run.years) EXPECT_FALSE(year.pass_through);
  for (const ProductResult& row : run.products) EXPECT_EQ(row.price, row.price_before);
}

TEST(Products, AGroupHasRowsWhileItsPlantsRun) {
  Scenario scenario = selling();
  scenario.firms[1].closes = Year{2025};

  const RunResult run = played(scenario);

  ASSERT_EQ(run.products.size(), 6U + 3 + 3);
  EXPECT_EQ(run.products[5].group, "dear");
  for (std::size_t row = 6; row < 12; ++row) EXPECT_EQ(run.products[row].group, "cheap");
}

// What a project abates is none of output's: the curve acts on what it leaves.
TEST(Products, AProjectTakesNothingFromOutput) {
  Scenario scenario = selling();
  scenario.firms[1].projects = {{.name = "arc",
                                 .capex = 3,
                                 .abates_t = 90'000,
                                 .build_years = 1,
                                 .lifetime_years = 9,
                                 .units = 1}};
  scenario.cap.assign(3, Tonnes(120'000));
  scenario.free = scenario.cap;

  const RunResult run = played(scenario);

  const ProductResult& last = run.products.back();
  const FirmResult& firm = run.firms[5];
  ASSERT_EQ(firm.project_abatement[2], Tonnes(30'000));
  const Tonnes besides = firm.abatement[2] - firm.project_abatement[2];
  EXPECT_NEAR(last.output_before, 200'000.0 / 3, 1);
  EXPECT_NEAR(last.output_before - last.output,
              250.0 / 450 * static_cast<double>(besides.raw()) / 0.5, 1e-6);
}

}  // namespace
}  // namespace tanshi
