// Proves the table of plans on what the ministry published (V; 2025 and 2026 a draft).
#include "agents/regulator/allocation/china_power_plan.h"

#include <array>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

constexpr std::array kClasses{ChinaUnitClass::kCoalAbove300, ChinaUnitClass::kCoalTo300,
                              ChinaUnitClass::kUnconventionalCoal, ChinaUnitClass::kGas};

// Electricity by class, then heat of coal and gas, in millionths of a tonne.
struct Row {
  int year;
  std::array<std::int64_t, 4> electricity;
  std::int64_t coal_heat;
  std::int64_t gas_heat;
};

TEST(ChinaPowerPlan, HasThePublishedBenchmarks) {
  for (const Row& row : {Row{2019, {877'000, 979'000, 1'146'000, 392'000}, 126'000, 59'000},
                         Row{2020, {877'000, 979'000, 1'146'000, 392'000}, 126'000, 59'000},
                         Row{2021, {821'800, 877'300, 935'000, 392'000}, 111'100, 56'000},
                         Row{2022, {817'700, 872'900, 930'300, 390'100}, 110'500, 55'700},
                         Row{2023, {795'000, 809'000, 828'500, 330'500}, 103'800, 53'600},
                         Row{2024, {791'000, 804'900, 824'400, 328'800}, 103'300, 53'300},
                         Row{2025, {790'200, 801'700, 816'200, 328'800}, 102'700, 53'300},
                         Row{2026, {789'400, 798'500, 808'000, 328'800}, 102'100, 53'300}}) {
    for (std::size_t i = 0; i < kClasses.size(); ++i) {
      const ChinaBenchmarks benchmarks = china_benchmarks(Year{row.year}, kClasses.at(i));
      EXPECT_EQ(benchmarks.electricity, Intensity(row.electricity.at(i))) << row.year << ' ' << i;
      EXPECT_EQ(benchmarks.heat, Intensity(i == 3 ? row.gas_heat : row.coal_heat)) << row.year;
    }
  }
}

TEST(ChinaPowerPlan, CountsNetSupplyWithThreeCorrectionsTo2022) {
  for (int year = 2019; year <= 2026; ++year) {
    const ChinaPowerPlan plan = china_power_plan(Year{year});
    EXPECT_EQ(plan.by_net_supply, year <= 2022) << year;
    EXPECT_EQ(plan.corrects_cooling_and_heat, year <= 2022) << year;
    EXPECT_EQ(plan.is_draft, year >= 2025) << year;
    EXPECT_EQ(plan.most_gap, BasisPoints(2'000)) << year;
    EXPECT_EQ(plan.load_rule, year <= 2022   ? ChinaLoadRule::kBands
                              : year <= 2024 ? ChinaLoadRule::kBelow65
                                             : ChinaLoadRule::kBelow50)
        << year;
    EXPECT_EQ(plan.relief,
              year <= 2020 ? ChinaRelief::kObligationCapped : ChinaRelief::kAllocationToppedUp)
        << year;
    EXPECT_EQ(plan.advance, BasisPoints(year <= 2024 ? 7'000 : 5'000)) << year;
    EXPECT_EQ(plan.advance_base, year <= 2020   ? ChinaAdvanceBase::kOutputOf2018
                                 : year <= 2022 ? ChinaAdvanceBase::kEmissionsOf2021
                                                : ChinaAdvanceBase::kEmissionsBefore)
        << year;
  }
}

TEST(ChinaPowerPlan, RefusesYearsWithoutAPlan) {
  EXPECT_DEATH((void)china_power_plan(Year{2018}), "CHECK failed");
  EXPECT_DEATH((void)china_benchmarks(Year{2027}, ChinaUnitClass::kGas), "CHECK failed");
}

}  // namespace
}  // namespace tanshi
