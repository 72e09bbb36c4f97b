// Menus of projects in a session: who builds what and when, what it costs, and what it abates.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "agents/valuation/investment_outlook.h"
#include "scenarios/runner/project_sites.h"
#include "scenarios/runner/runner.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

Technology arc() {
  return {.name = "arc",
          .capex = 300'000,
          .abates_t = 30'000,
          .running_cost = 2,
          .build_years = 1,
          .lifetime_years = 2,
          .units = 1,
          .learning = 0.2,
          .experience_t = 10'000};
}

// The dear group's three firms can each build 10'000 t a year.
Scenario with_arc() {
  Scenario scenario = small_scenario();
  scenario.firms[1].projects = {arc()};
  return scenario;
}

RunResult played(const Scenario& scenario) {
  return *run_locally(scenario, 1, [](const SessionPosition&) { return true; });
}

TEST(ProjectSites, WhatIsBuiltRunsFromTheNextYearForItsLife) {
  const Scenario scenario = with_arc();
  const World world = make_world(scenario, 1);
  ProjectSites sites(world, 0);
  constexpr std::size_t kSeat = 3;
  const std::vector<BuildProject> one = {{0, 1}};

  sites.begin_year(0);
  const ProjectYear first = sites.settle(kSeat, Tonnes(30'000), one);
  sites.begin_year(1);
  const ProjectYear second = sites.settle(kSeat, Tonnes(30'000), one);
  sites.begin_year(2);
  const ProjectYear third = sites.settle(kSeat, Tonnes(4'000), {});
  sites.begin_year(3);
  const ProjectYear fourth = sites.settle(kSeat, Tonnes(30'000), {});

  EXPECT_EQ(first.abated, Tonnes());
  EXPECT_EQ(first.capex, 100'000);
  EXPECT_EQ(second.abated, Tonnes(10'000));
  EXPECT_EQ(second.capex, 0);  // no unit was left
  EXPECT_NEAR(second.cost, 10'000 * 2 + 50'000, 1e-6);
  EXPECT_EQ(third.abated, Tonnes(4'000));  // all that there is to abate
  EXPECT_NEAR(third.cost, 4'000 * 2 + 50'000, 1e-6);
  EXPECT_EQ(fourth.abated, Tonnes());
  EXPECT_EQ(fourth.cost, 0);
}

TEST(ProjectSites, AllLearnFromWhatWasBuiltInEarlierYears) {
  const Scenario scenario = with_arc();
  const World world = make_world(scenario, 1);
  ProjectSites sites(world, 0.05);
  const std::vector<BuildProject> one = {{0, 1}};

  sites.begin_year(0);
  sites.settle(3, Tonnes(30'000), one);
  const double same_year = sites.settle(4, Tonnes(30'000), one).capex;
  EXPECT_TRUE(sites.built().empty());
  sites.begin_year(1);
  const double next_year = sites.settle(5, Tonnes(30'000), one).capex;

  EXPECT_EQ(same_year, 100'000);
  EXPECT_NEAR(next_year, 100'000 * std::pow(3, std::log2(0.8)), 1e-6);
  ASSERT_EQ(sites.built().size(), 1U);
  EXPECT_EQ(sites.built()[0], (BuiltCapacity{0, Year{2025}, 20'000}));
}

TEST(ProjectSites, NothingElseIsBuilt) {
  const Scenario scenario = with_arc();
  const World world = make_world(scenario, 1);
  ProjectSites sites(world, 0);
  sites.begin_year(0);

  const ProjectYear other = sites.settle(3, Tonnes(1), std::vector<BuildProject>{{7, 1}, {0, -2}});
  const ProjectYear no_menu = sites.settle(0, Tonnes(1), std::vector<BuildProject>{{0, 1}});

  EXPECT_EQ(other.capex, 0);
  EXPECT_EQ(no_menu.capex, 0);
  EXPECT_TRUE(sites.results().empty());
}

// A project that pays at any price that can come of the cap is built at once, by every firm, and is
// no payment in the market.
TEST(Projects, RobotsBuildWhatPays) {
  Scenario scenario = with_arc();
  scenario.firms[1].projects.front().capex = 1'000;
  scenario.firms[1].projects.front().running_cost = 0;

  const RunResult run = played(scenario);

  ASSERT_GE(run.projects.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(run.projects[i].year, Year{2025});
    EXPECT_EQ(run.projects[i].built, 1);
    EXPECT_NEAR(run.projects[i].built_benchmark, 1, 1e-6);
  }
  EXPECT_NEAR(run.years[0].capex, 1'000, 1e-9);
  EXPECT_EQ(run.years[0].project_abatement, Tonnes());
  EXPECT_EQ(run.years[1].project_abatement, Tonnes(30'000));
  EXPECT_EQ(run.conservation_violations, 0);
  for (const FirmResult& firm : run.firms) {
    for (std::size_t year = 0; year < run.years.size(); ++year)
      EXPECT_GE(firm.abatement[year], firm.project_abatement[year]);
  }
}

TEST(Projects, RobotsLeaveWhatDoesNotPay) {
  Scenario scenario = with_arc();
  scenario.firms[1].projects.front().capex = 1e9;
  const RunResult without = played(small_scenario());

  const RunResult run = played(scenario);

  EXPECT_TRUE(run.projects.empty());
  EXPECT_EQ(run.events_hash, without.events_hash);
  EXPECT_EQ(run.cost_least, without.cost_least);
  EXPECT_EQ(run.loss_investment, 0);
}

// Where only a part of all units pays, only a part of the firms build: no herd.
TEST(Projects, FirmsShareWhatTheMarketHasRoomFor) {
  Scenario scenario = with_arc();
  scenario.beliefs = {};
  scenario.firms[1].count = 10;
  scenario.firms[1].projects.front() = {
      .name = "arc", .capex = 1'200'000, .abates_t = 60'000, .lifetime_years = 2, .units = 1};

  const RunResult run = played(scenario);

  std::int32_t built = 0;
  double in_theory = 0;
  for (const ProjectResult& row : run.projects) {
    built += row.built;
    in_theory += row.built_benchmark;
  }
  EXPECT_GT(in_theory, 1);
  EXPECT_LT(in_theory, 9);
  EXPECT_NEAR(built, in_theory, 1.5);
  EXPECT_NEAR(run.efficiency.value() + run.loss_abated.value() + run.loss_untraded.value() +
                  run.loss_timing.value() + run.loss_uncovered.value() +
                  run.loss_investment.value(),
              1, 1e-9);
}

}  // namespace
}  // namespace tanshi
