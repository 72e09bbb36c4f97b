// What output earns: the same as the plans' formulas give each unit.
#include "scenarios/model/output_rule.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

constexpr PartsPerMillion kLoad{900'000};

ChinaPowerRule coal(double net_mwh, double gross_mwh) {
  ChinaPowerRule rule;
  rule.unit.unit_class = ChinaUnitClass::kCoalAbove300;
  rule.unit.load_factor = kLoad;
  rule.net_supply_mwh = net_mwh;
  rule.gross_generation_mwh = gross_mwh;
  rule.units = 2;
  return rule;
}

// Two units of 3,000,000 MWh: 0.877, 0.8218 and 0.7910 t a MWh, by the plans of 2019, 2021, 2024.
TEST(OutputRule, ThePlanOfTheYearGivesTheBenchmarkAndWhatItCounts) {
  const OutputRule rule = coal(6'000'000, 6'200'000);

  EXPECT_EQ(earned_by(rule, {0, Year{2019}}), Tonnes(2 * 2'631'000));
  EXPECT_EQ(earned_by(rule, {0, Year{2021}}), Tonnes(2 * 2'465'400));
  EXPECT_EQ(earned_by(rule, {0, Year{2024}}), Tonnes(2 * 2'452'100));  // x 3,100,000 gross
  EXPECT_EQ(earned_by(rule, {0, Year{2030}}), earned_by(rule, {0, Year{2026}}));
}

// The load of a unit at 50 % is corrected by 1.015^6 in 2020: 2,876,849 t; cooled by air x 1.05.
TEST(OutputRule, LoadAndCoolingAreCorrected) {
  ChinaPowerRule rule = coal(3'000'000, 0);
  rule.units = 1;
  rule.unit.load_factor = PartsPerMillion(500'000);
  EXPECT_EQ(earned_by(rule, {0, Year{2020}}), Tonnes(2'876'849));
  rule.unit.load_factor = kLoad;
  rule.unit.is_air_cooled = true;
  EXPECT_EQ(earned_by(rule, {0, Year{2019}}), Tonnes(2'762'550));
}

// 0.979 x 1,000,000 x (1 - 0.22 x 0.25) + 0.126 x 4,000,000.
TEST(OutputRule, HeatHasItsOwnBenchmark) {
  ChinaPowerRule rule;
  rule.unit = {.unit_class = ChinaUnitClass::kCoalTo300,
               .heat_ratio = PartsPerMillion(250'000),
               .load_factor = PartsPerMillion(700'000)};
  rule.net_supply_mwh = 1'000'000;
  rule.heat_gj = 4'000'000;

  EXPECT_EQ(earned_by(rule, {0, Year{2019}}), Tonnes(1'429'155));
}

// Of a year in which it runs more, a unit at 50 % gets less for its load.
TEST(OutputRule, AShockMovesOutputAndLoad) {
  ChinaPowerRule rule = coal(0, 3'000'000);
  rule.units = 1;
  OutputYear of{0, Year{2023}};
  of.shock = 1.1;
  EXPECT_EQ(earned_by(rule, of), Tonnes(2'623'500));  // 0.7950 x 3,300,000
  rule.unit.load_factor = PartsPerMillion(600'000);
  of.shock = 1;
  EXPECT_EQ(earned_by(rule, of), Tonnes(2'531'352));  // 2,385,000 x 1.015^4: 2,531,352.07
  of.shock = 1.1;
  EXPECT_EQ(earned_by(rule, of), Tonnes(2'623'500));  // at 66 % nothing is corrected
}

TEST(OutputRule, WhatAPlanCannotTakeIsToldBefore) {
  const ChinaPowerRule rule = coal(200'000'000, 200'000'002);

  EXPECT_TRUE(china_output_fits(rule, {0, Year{2022}}));
  EXPECT_FALSE(china_output_fits(rule, {0, Year{2023}}));
  ChinaPowerRule unknown = rule;
  unknown.net_supply_mwh.reset();
  EXPECT_FALSE(china_output_fits(unknown, {0, Year{2022}}));
}

TEST(OutputRule, ABenchmarkOfAnyProductIsRoundedDown) {
  const OutputRule rule = BenchmarkRule{1'000.5, {0.5, 0.25}};

  EXPECT_EQ(earned_by(rule, {0, Year{2025}}), Tonnes(500));
  EXPECT_EQ(earned_by(rule, {1, Year{2026}, 2.0}), Tonnes(500));
  EXPECT_EQ(earned_by(rule, {0, Year{2025}, 1, 1, 2}), Tonnes(250));
}

}  // namespace
}  // namespace tanshi
