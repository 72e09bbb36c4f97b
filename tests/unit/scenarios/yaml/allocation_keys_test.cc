// What a file says of the cap and of free allocation, down to the tonne.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "agents/regulator/cap/eu_cap.h"
#include "agents/regulator/cap/wci_budgets.h"
#include "scenarios/yaml/scenario_reader.h"

namespace tanshi {
namespace {

Scenario read_with(const std::vector<Override>& overrides) {
  std::ifstream file(std::string(TANSHI_TABLES) + "/base.yaml");
  std::stringstream text;
  text << file.rdbuf();
  std::vector<Problem> problems;
  auto read = read_scenario(text.str(), "base.yaml", overrides, problems);
  for (const Problem& problem : problems) ADD_FAILURE() << to_string(problem);
  return read ? std::move(read->scenario) : Scenario{};
}

std::vector<Tonnes> cap_of(const std::string& horizon, const std::string& cap) {
  return read_with({"horizon=" + horizon, "cap=" + cap}).cap;
}

// The law of the EU from 2021 on, told as a law that changes.
TEST(CapKeys, ALinearFactorIsRebasedAndChangesAsALawDoes) {
  const std::vector<Tonnes> cap =
      cap_of("{first_year: 2021, years: 10}",
             "{start_t: 1_571_583_007, linear_factor: 0.022, reference_t: 1_954_705_227, changes: ["
             "{year: 2024, linear_factor: 0.043, reference_t: 2_044_749_581,"
             " rebasing_t: 90_000_000, scope_t: 78_400_000},"
             "{year: 2026, rebasing_t: 27_000_000}, {year: 2028, linear_factor: 0.044}]}");

  ASSERT_EQ(cap.size(), 10U);
  EXPECT_EQ(cap[1], Tonnes(1'528'579'492));  // less 43,003,515, as published
  Year year{2021};
  for (const Tonnes of_year : cap) {
    EXPECT_EQ(of_year, eu_cap(year)) << raw(year);
    year = years_after(year, 1);
  }
}

TEST(CapKeys, ALawIsTakenByItsName) {
  EXPECT_EQ(cap_of("{first_year: 2021, years: 1}", "{law: eu}").front(), Tonnes(1'571'583'007));
  EXPECT_EQ(cap_of("{first_year: 2021, years: 2}", "{law: california}"),
            (std::vector{Tonnes(320'800'000), Tonnes(307'500'000)}));
  EXPECT_EQ(cap_of("{first_year: 2030, years: 1}", "{law: quebec}").front(), Tonnes(44'140'000));
}

// California after 2031 falls by 6.7 M a year.
TEST(CapKeys, StepsHoldUntilTheNext) {
  const std::vector<Tonnes> cap =
      cap_of("{first_year: 2031, years: 5}",
             "{start_t: 193_800_000, steps: [{from: 2032, cut_t: 6_700_000}]}");
  EXPECT_EQ(cap.size(), 5U);
  Year year{2031};
  for (const Tonnes of_year : cap) {
    EXPECT_EQ(of_year, california_budget(year)) << raw(year);
    year = years_after(year, 1);
  }

  EXPECT_EQ(cap_of("{first_year: 2025, years: 4}",
                   "{start_t: 100, steps: [{from: 2026, cut_t: -10}, {from: 2027, cut_t: 60}]}"),
            (std::vector{Tonnes(100), Tonnes(110), Tonnes(50), Tonnes(0)}));
}

TEST(CapKeys, APeakIsReachedAndLeftInStraightLines) {
  EXPECT_EQ(
      cap_of("{first_year: 2028, years: 6}",
             "{start_t: 100, peak_year: 2030, peak_t: 120, end_year: 2032, end_t: 20}"),
      (std::vector{Tonnes(100), Tonnes(110), Tonnes(120), Tonnes(70), Tonnes(20), Tonnes(20)}));
}

TEST(CapKeys, IntensityFollowsAnOutputThatIsKnown) {
  EXPECT_EQ(cap_of("{first_year: 2025, years: 3}",
                   "{intensity_t: 0.8, decline: 0.1, output: 1_000, output_growth: 0.5}"),
            (std::vector{Tonnes(800), Tonnes(1'080), Tonnes(1'458)}));
}

// 2 units of 1,000,000 MWh each at 60 % load: 0.795 x 1.015^4 in 2023, 0.7910 x 1.015^4 in 2024.
TEST(AllocationKeys, ChinasPlansGiveEachYear) {
  const Scenario scenario = read_with(
      {"horizon={first_year: 2023, years: 2}", "cap={bottom_up: true}",
       "allocation={method: benchmark}",
       "firms.power.benchmark={unit_class: coal_above_300, gross_generation_mwh: 2_000_000,"
       " load_factor: 0.6, units: 2}",
       "firms.power.baseline.growth=0",
       "firms.steel.benchmark={unit_class: gas, gross_generation_mwh: 10_000}"});

  EXPECT_EQ(scenario.firms[0].allocation, (std::vector{Tonnes(2 * 843'784), Tonnes(2 * 839'539)}));
  EXPECT_EQ(scenario.firms[1].allocation, (std::vector{Tonnes(3'305), Tonnes(3'288)}));
  EXPECT_TRUE(scenario.firms[1].never_short);
  EXPECT_EQ(scenario.cap[0], Tonnes(2 * 843'784 + 3'305));
}

TEST(AllocationKeys, TermsOfSettlementHoldUntilTheNextBegin) {
  const Scenario scenario = read_with(
      {"allocation={settlement: [{from: 2026, advance_share: 0.7, relief: obligation},"
       " {from: 2027, most_gap: 0.03, most_surplus: 0.03, advance_of: emissions_before}]}"});

  EXPECT_EQ(settlement_of(scenario, 0), nullptr);
  EXPECT_EQ(settlement_of(scenario, 1)->advance, BasisPoints(7'000));
  EXPECT_EQ(settlement_of(scenario, 1)->relief, ChinaRelief::kObligationCapped);
  EXPECT_EQ(settlement_of(scenario, 1)->most_gap, kFullShare);
  EXPECT_EQ(settlement_of(scenario, 2)->most_surplus, BasisPoints(300));
  EXPECT_EQ(settlement_of(scenario, 2)->advance_of, AdvanceBase::kEmissionsBefore);
}

// Of 9,000,000 t a tenth is set aside; steel, which enters in the second year, is granted its due.
TEST(AllocationKeys, AReserveServesWhoEnters) {
  const Scenario scenario =
      read_with({"cap={path_t: [9_000_000, 9_000_000, 9_000_000]}", "firms.steel.enters=2026",
                 "allocation={new_entrants_reserve: {share: 0.1, unused: auction}}", "auction={}"});

  EXPECT_EQ(scenario.free[0], Tonnes(8'100'000));
  EXPECT_EQ(scenario.firms[0].allocation[1], Tonnes(8'100'000));
  EXPECT_EQ(scenario.firms[1].allocation,
            (std::vector{Tonnes(), Tonnes(1'350'000), Tonnes(1'350'000)}));
  EXPECT_EQ(auctioned_by_law(scenario, 2), Tonnes());
}

}  // namespace
}  // namespace tanshi
