// Proves the relief for gas and for large gaps, at its edges.
#include "agents/regulator/allocation/china_settlement.h"

#include <vector>

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"
#include "exchange/base/random_stream.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

ChinaSettlement settle(int year, const std::vector<ChinaUnitYear>& units) {
  return china_settlement(china_power_plan(Year{year}), units);
}

ChinaUnitYear coal(std::int64_t allocation_t, std::int64_t emissions_t) {
  return {false, Tonnes(allocation_t), Tonnes(emissions_t)};
}
ChinaUnitYear gas(std::int64_t allocation_t, std::int64_t emissions_t) {
  return {true, Tonnes(allocation_t), Tonnes(emissions_t)};
}
ChinaSettlement result(std::int64_t allocation_t, std::int64_t obligation_t) {
  return {Tonnes(allocation_t), Tonnes(obligation_t)};
}

TEST(ChinaSettlement, CapsTheObligationIn2019And2020) {
  EXPECT_EQ(settle(2019, {coal(900, 1'000)}), result(900, 1'000));
  EXPECT_EQ(settle(2019, {coal(800, 1'000)}), result(800, 1'000));
  EXPECT_EQ(settle(2020, {coal(799, 1'000)}), result(799, 999));
  EXPECT_EQ(settle(2020, {coal(500, 1'000)}), result(500, 700));
  EXPECT_EQ(settle(2020, {coal(0, 1'004)}), result(0, 200));  // 200.8 rounded down
  EXPECT_EQ(settle(2020, {coal(1'200, 1'000)}), result(1'200, 1'000));
}

TEST(ChinaSettlement, TopsTheAllocationUpFrom2021) {
  EXPECT_EQ(settle(2021, {coal(900, 1'000)}), result(900, 1'000));
  EXPECT_EQ(settle(2021, {coal(800, 1'000)}), result(800, 1'000));
  EXPECT_EQ(settle(2022, {coal(799, 1'000)}), result(800, 1'000));
  EXPECT_EQ(settle(2024, {coal(500, 1'000)}), result(800, 1'000));
  EXPECT_EQ(settle(2024, {coal(0, 1'001)}), result(801, 1'001));  // 800.8 rounded up
  EXPECT_EQ(settle(2024, {coal(1'200, 1'000)}), result(1'200, 1'000));
}

TEST(ChinaSettlement, LeavesNoGasUnitShort) {
  EXPECT_EQ(settle(2020, {gas(300, 1'000)}), result(300, 300));
  EXPECT_EQ(settle(2021, {gas(300, 1'000)}), result(1'000, 1'000));
  EXPECT_EQ(settle(2020, {gas(1'100, 1'000)}), result(1'100, 1'000));
  EXPECT_EQ(settle(2021, {gas(1'100, 1'000)}), result(1'100, 1'000));
}

TEST(ChinaSettlement, RelievesUnitsFirstAndThenTheEntity) {
  EXPECT_EQ(settle(2020, {gas(300, 1'000), coal(500, 1'000)}), result(800, 1'200));  // 800 + 400
  EXPECT_EQ(settle(2021, {gas(300, 1'000), coal(500, 1'000)}), result(1'600, 2'000));
  EXPECT_EQ(settle(2021, {}), result(0, 0));
}

TEST(ChinaSettlement, NeverLeavesMoreThanAFifthToBuy) {
  for (const std::uint64_t seed : test_seeds(300)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    const int year = static_cast<int>(random.uniform_int(2019, 2026));
    std::vector<ChinaUnitYear> units;
    Tonnes emissions;
    Tonnes allocation;
    for (std::int64_t i = random.uniform_int(1, 5); i > 0; --i) {
      units.push_back({random.uniform_int(0, 1) == 1, Tonnes(random.uniform_int(0, 1'000)),
                       Tonnes(random.uniform_int(0, 1'000))});
      emissions += units.back().emissions;
      allocation += units.back().allocation;
    }

    const ChinaSettlement settled = settle(year, units);

    EXPECT_LE(5 * (settled.obligation - settled.allocation).raw(), emissions.raw());
    EXPECT_GE(settled.allocation, allocation);
    EXPECT_LE(settled.obligation, emissions);
  }
}

}  // namespace
}  // namespace tanshi
