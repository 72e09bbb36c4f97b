// Proves output x benchmark x factors.
#include "agents/regulator/allocation/benchmark_allocation.h"

#include <gtest/gtest.h>

#include "agents/regulator/allocation/california_adjustment.h"

namespace tanshi {
namespace {

constexpr Output units(std::int64_t count) {
  return Output(count * 1'000);
}

TEST(BenchmarkAllocation, IsOutputTimesBenchmark) {
  EXPECT_EQ(benchmark_allocation(units(1'000'000), Intensity(766'000)), Tonnes(766'000));
  EXPECT_EQ(benchmark_allocation(Output(1'500), Intensity(1'000'000)), Tonnes(2));  // 1.5 t
  EXPECT_EQ(benchmark_allocation(Output(1'499), Intensity(1'000'000)), Tonnes(1));
}

// The factor 0.851 of 2020 is California's (V).
TEST(BenchmarkAllocation, IsCutByBothFactors) {
  EXPECT_EQ(
      benchmark_allocation(units(1'000'000), Intensity(1'000'000), kOne, PartsPerMillion(851'000)),
      Tonnes(851'000));
  EXPECT_EQ(benchmark_allocation(units(1'000'000), Intensity(1'000'000), PartsPerMillion(750'000),
                                 PartsPerMillion(851'000)),
            Tonnes(638'250));
  EXPECT_EQ(benchmark_allocation(units(1), Intensity(1'000'000), PartsPerMillion()), Tonnes());
}

// 17 CCR 95891, Table 9-2 (V).
TEST(BenchmarkAllocation, FallsWithCaliforniasCap) {
  EXPECT_EQ(california_cap_adjustment(Year{2013}), PartsPerMillion(981'000));
  EXPECT_EQ(california_cap_adjustment(Year{2020}), PartsPerMillion(851'000));
  EXPECT_EQ(california_cap_adjustment(Year{2021}), PartsPerMillion(817'000));
  EXPECT_EQ(california_cap_adjustment(Year{2030}), PartsPerMillion(511'000));
  EXPECT_EQ(california_cap_adjustment(Year{2031}), PartsPerMillion(494'000));
}

TEST(BenchmarkAllocation, HoldsAtTheLargestFigures) {
  EXPECT_EQ(benchmark_allocation(kMaxOutput, kMaxIntensity), kMaxQuantity);
}

}  // namespace
}  // namespace tanshi
