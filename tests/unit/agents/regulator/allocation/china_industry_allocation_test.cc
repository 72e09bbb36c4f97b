// Proves the allocation to industry; the share of 2025 is a parameter.
#include "agents/regulator/allocation/china_industry_allocation.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

TEST(ChinaIndustryAllocation, IsWhatWasEmittedIn2024) {
  EXPECT_EQ(china_industry_allocation(Year{2024}, Tonnes(1'000), Tonnes(5), BasisPoints(300)),
            Tonnes(1'000));
}

TEST(ChinaIndustryAllocation, IsNearWhatWasEmittedFrom2025) {
  const auto allocation = [](std::int64_t by_intensity_t) {
    return china_industry_allocation(Year{2025}, Tonnes(1'050), Tonnes(by_intensity_t),
                                     BasisPoints(300));
  };
  EXPECT_EQ(allocation(1'000), Tonnes(1'019));  // 31.5 less, rounded
  EXPECT_EQ(allocation(1'020), Tonnes(1'020));
  EXPECT_EQ(allocation(1'081), Tonnes(1'081));
  EXPECT_EQ(allocation(1'082), Tonnes(1'081));
}

}  // namespace
}  // namespace tanshi
