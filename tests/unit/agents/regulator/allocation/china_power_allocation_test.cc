// Proves a unit's allocation by worked examples of the plans' formulas, by year and class.
#include "agents/regulator/allocation/china_power_allocation.h"

#include <gtest/gtest.h>

#include "exchange/base/random_stream.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

constexpr Output thousand(std::int64_t units) {  // MWh or GJ
  return Output(units * 1'000);
}

// As the plan has it for such a unit.
ChinaUnitAllocation allocate(int year, ChinaPowerUnit unit) {
  unit.corrects_load = china_corrects_load(Year{year}, unit);
  return china_power_allocation(china_benchmarks(Year{year}, unit.unit_class),
                                china_factors(china_power_plan(Year{year}), unit), unit);
}

constexpr ChinaPowerUnit kCondensing{.unit_class = ChinaUnitClass::kCoalAbove300,
                                     .load_factor = PartsPerMillion(900'000),
                                     .electricity = thousand(3'000'000)};

TEST(ChinaPowerAllocation, IsBenchmarkTimesOutputAtFullLoad) {
  EXPECT_EQ(allocate(2019, kCondensing).allocation, Tonnes(2'631'000));  // 0.877 x 3,000,000
  EXPECT_EQ(allocate(2021, kCondensing).allocation, Tonnes(2'465'400));
  EXPECT_EQ(allocate(2024, kCondensing).allocation, Tonnes(2'373'000));
}

TEST(ChinaPowerAllocation, GivesMoreToAirCooledUnitsTo2022) {
  ChinaPowerUnit unit = kCondensing;
  unit.is_air_cooled = true;
  EXPECT_EQ(allocate(2019, unit).allocation, Tonnes(2'762'550));  // x 1.05
  EXPECT_EQ(allocate(2023, unit).allocation, allocate(2023, kCondensing).allocation);
  unit.unit_class = ChinaUnitClass::kGas;
  EXPECT_EQ(allocate(2019, unit).allocation, Tonnes(1'176'000));
}

TEST(ChinaPowerAllocation, GivesMoreToCondensingUnitsAtLowLoad) {
  ChinaPowerUnit unit = kCondensing;
  unit.load_factor = PartsPerMillion(820'000);
  EXPECT_EQ(allocate(2020, unit).allocation, Tonnes(2'642'050));  // x 1.0042: 2,642,050.2
  unit.load_factor = PartsPerMillion(500'000);
  EXPECT_EQ(allocate(2020, unit).allocation, Tonnes(2'876'849));  // x 1.015^6: 2,876,849.2
  EXPECT_EQ(allocate(2023, unit).allocation, Tonnes(2'607'862));  // 2,385,000 x 1.015^6
  EXPECT_EQ(allocate(2025, unit).allocation, Tonnes(2'370'600));  // not below 50 %
  unit.load_factor = PartsPerMillion(300'000);
  EXPECT_EQ(allocate(2025, unit).allocation, Tonnes(3'037'085));  // x 1.2811463207
}

TEST(ChinaPowerAllocation, CorrectsTheLoadOfConventionalCoalAlone) {
  ChinaPowerUnit unit = kCondensing;
  unit.load_factor = PartsPerMillion(500'000);
  for (const auto unit_class : {ChinaUnitClass::kUnconventionalCoal, ChinaUnitClass::kGas}) {
    unit.unit_class = unit_class;
    EXPECT_FALSE(china_corrects_load(Year{2020}, unit));
    EXPECT_FALSE(china_corrects_load(Year{2024}, unit));
  }
  unit.unit_class = ChinaUnitClass::kCoalTo300;
  EXPECT_TRUE(china_corrects_load(Year{2020}, unit));
  unit.heat = thousand(1);
  EXPECT_FALSE(china_corrects_load(Year{2020}, unit));
  EXPECT_TRUE(china_corrects_load(Year{2024}, unit));
}

// 0.979 x 1,000,000 x (1 - 0.22 x 0.25) + 0.126 x 4,000,000 = 925,155 + 504,000.
TEST(ChinaPowerAllocation, AddsHeatAndTakesItsShareFromElectricity) {
  const ChinaPowerUnit unit{.unit_class = ChinaUnitClass::kCoalTo300,
                            .heat_ratio = PartsPerMillion(250'000),
                            .load_factor = PartsPerMillion(700'000),
                            .electricity = thousand(1'000'000),
                            .heat = thousand(4'000'000)};
  const ChinaUnitAllocation result = allocate(2019, unit);
  EXPECT_EQ(result.for_electricity_micro_t, 925'155'000'000);
  EXPECT_EQ(result.for_heat_micro_t, 504'000'000'000);
  EXPECT_EQ(result.allocation, Tonnes(1'429'155));
}

// 0.392 x 1,000,000 x (1 - 0.6 x 0.3) + 0.059 x 1,000,000 = 321,440 + 59,000.
TEST(ChinaPowerAllocation, TakesMoreOfItFromGasUnits) {
  ChinaPowerUnit unit{.unit_class = ChinaUnitClass::kGas,
                      .heat_ratio = PartsPerMillion(300'000),
                      .load_factor = PartsPerMillion(700'000),
                      .electricity = thousand(1'000'000),
                      .heat = thousand(1'000'000)};
  EXPECT_EQ(allocate(2019, unit).allocation, Tonnes(380'440));
  EXPECT_EQ(allocate(2023, unit).allocation, Tonnes(384'100));  // 330,500 + 53,600
  unit.unit_class = ChinaUnitClass::kUnconventionalCoal;
  EXPECT_EQ(allocate(2022, unit).allocation, Tonnes(979'400));  // 868,900.2 + 110,500
}

TEST(ChinaPowerAllocation, AppliesAllCorrectionsAtOnce) {
  // 0.8218 x 2,345,678.901 x 1.05 x (1 - 0.22 x 0.0123) x 1.00371616 = 2,026,087.1
  const ChinaPowerUnit unit{.is_air_cooled = true,
                            .corrects_load = true,
                            .heat_ratio = PartsPerMillion(12'300),
                            .load_factor = PartsPerMillion(823'456),
                            .electricity = Output(2'345'678'901)};
  const ChinaFactors factors = china_factors(china_power_plan(Year{2021}), unit);
  EXPECT_EQ(factors.cooling, BasisPoints(10'500));
  EXPECT_EQ(factors.heat, Correction(9'972'940'000));
  EXPECT_EQ(factors.load, Correction(10'037'161'600));
  EXPECT_EQ(china_power_allocation(china_benchmarks(Year{2021}, unit.unit_class), factors, unit)
                .allocation,
            Tonnes(2'026'087));
}

TEST(ChinaPowerAllocation, RoundsTheSumOnceToTheNearestTonne) {
  // 0.877 x 0.4 MWh = 0.3508 t; 0.126 x 1.2 GJ = 0.1512 t; together 0.502.
  const ChinaPowerUnit unit{.load_factor = kOne, .electricity = Output(400), .heat = Output(1'200)};
  EXPECT_EQ(allocate(2019, unit).allocation, Tonnes(1));
  // Exactly half a tonne, by the benchmark of 2024: 0.791 x 1,000 MWh and x 0.5 t / 0.791.
  const ChinaBenchmarks half{Intensity(500'000), Intensity()};
  const ChinaPowerUnit one{.load_factor = kOne, .electricity = Output(3'000)};
  EXPECT_EQ(china_power_allocation(half, {}, one).allocation, Tonnes(2));  // 1.5
}

TEST(ChinaPowerAllocation, IsFinerInItsInputsThanATonne) {
  for (const std::uint64_t seed : test_seeds(300)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    const int year = static_cast<int>(random.uniform_int(2019, 2026));
    ChinaPowerUnit unit{.unit_class = static_cast<ChinaUnitClass>(random.uniform_int(0, 3)),
                        .is_air_cooled = random.uniform_int(0, 1) == 1,
                        .heat_ratio = PartsPerMillion(random.uniform_int(0, 999'000)),
                        .load_factor = PartsPerMillion(random.uniform_int(1'000, 1'000'000)),
                        .electricity = Output(random.uniform_int(0, 10'000'000'000)),
                        .heat = Output(random.uniform_int(1, 10'000'000'000))};
    const ChinaUnitAllocation base = allocate(year, unit);
    EXPECT_EQ(base.allocation,
              Tonnes(div_nearest(base.for_electricity_micro_t + base.for_heat_micro_t, 1'000'000)));

    ChinaPowerUnit more = unit;
    more.electricity += Output(1'000'000);
    EXPECT_GE(allocate(year, more).allocation, base.allocation);
    more = unit;
    more.heat += Output(1'000'000);
    EXPECT_GE(allocate(year, more).allocation, base.allocation);
    more = unit;
    more.heat_ratio += PartsPerMillion(1'000);
    EXPECT_LE(allocate(year, more).allocation, base.allocation);
    more = unit;
    more.load_factor -= PartsPerMillion(1'000);
    EXPECT_GE(allocate(year, more).allocation, base.allocation);
  }
}

TEST(ChinaPowerAllocation, HoldsForTheLargestUnit) {
  const ChinaPowerUnit largest{.corrects_load = true,
                               .load_factor = PartsPerMillion(),
                               .electricity = kMaxUnitOutput,
                               .heat = kMaxUnitOutput};
  const ChinaBenchmarks most{kMaxUnitBenchmark, kMaxUnitBenchmark};
  const ChinaFactors draft = china_factors(china_power_plan(Year{2026}), largest);
  EXPECT_EQ(china_power_allocation(most, draft, largest).allocation,
            Tonnes(1'450'800'000 + 200'000'000));  // 10^8 x 2 t x 7.254, and 10^8 x 2 t
}

}  // namespace
}  // namespace tanshi
