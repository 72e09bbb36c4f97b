// Proves the load corrections: at each edge of a band, their continuity, and against values that
// were worked out with 50 digits.
#include "agents/regulator/allocation/china_load_correction.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

std::int64_t bands(std::int64_t load_ppm) {
  return china_load_correction(ChinaLoadRule::kBands, PartsPerMillion(load_ppm)).raw();
}
std::int64_t below65(std::int64_t load_ppm) {
  return china_load_correction(ChinaLoadRule::kBelow65, PartsPerMillion(load_ppm)).raw();
}
std::int64_t below50(std::int64_t load_ppm) {
  return china_load_correction(ChinaLoadRule::kBelow50, PartsPerMillion(load_ppm)).raw();
}

TEST(ChinaLoadCorrection, IsLinearInItsUpperBands) {
  EXPECT_EQ(bands(1'000'000), 10'000'000'000);
  EXPECT_EQ(bands(850'000), 10'000'000'000);
  EXPECT_EQ(bands(820'000), 10'042'000'000);  // 1 + 0.0014 x 3
  EXPECT_EQ(bands(800'000), 10'070'000'000);
  EXPECT_EQ(bands(780'000), 10'102'000'000);  // 1.007 + 0.0016 x 2
  EXPECT_EQ(bands(750'000), 10'150'000'000);
  EXPECT_EQ(bands(823'456), 10'037'161'600);
}

TEST(ChinaLoadCorrection, IsAPowerBelow) {
  EXPECT_EQ(bands(700'000), 10'302'250'000);  // 1.015^2
  EXPECT_EQ(bands(500'000), 10'934'432'639);  // 1.015^6
  EXPECT_EQ(bands(123'456), 12'231'824'513);
  EXPECT_EQ(bands(0), 12'689'855'477);  // 1.015^16
}

TEST(ChinaLoadCorrection, IsContinuousWhereBandsMeet) {
  for (const std::int64_t edge : {850'000, 800'000, 750'000}) {
    EXPECT_GT(bands(edge - 1), bands(edge));
    EXPECT_LT(bands(edge - 1) - bands(edge), 4'000) << edge;  // 0.0000004
  }
}

TEST(ChinaLoadCorrection, NeverFallsAsLoadFalls) {
  for (std::int64_t load = 1'000; load <= kMaxLoadFactor.raw(); load += 1'000) {
    ASSERT_GE(bands(load - 1'000), bands(load)) << load;
    ASSERT_GE(below65(load - 1'000), below65(load)) << load;
    ASSERT_GE(below50(load - 1'000), below50(load)) << load;
  }
}

TEST(ChinaLoadCorrection, JumpsAtTheThresholdFrom2023On) {
  EXPECT_EQ(below65(650'000), 10'000'000'000);
  EXPECT_EQ(below65(649'999), 10'456'786'864);  // 1.015^3 and a little
  EXPECT_EQ(below65(500'000), bands(500'000));
  EXPECT_EQ(below50(500'000), 10'000'000'000);
}

// The draft's formula (V); 1.100 just below the threshold.
TEST(ChinaLoadCorrection, FollowsTheDraftBelowHalfLoad) {
  EXPECT_EQ(below50(499'999), 11'002'761'618);
  EXPECT_EQ(below50(450'000), 11'260'585'598);
  EXPECT_EQ(below50(400'000), 11'602'542'984);
  EXPECT_EQ(below50(300'000), 12'811'463'207);
  EXPECT_EQ(below50(200'000), 16'088'678'960);
  EXPECT_EQ(below50(100'000), 27'472'245'726);
  EXPECT_EQ(below50(0), 72'540'000'000);
}

TEST(ChinaLoadCorrection, RefusesLoadsOutOfRange) {
  EXPECT_DEATH((void)bands(-1), "CHECK failed");
  EXPECT_DEATH((void)bands(kMaxLoadFactor.raw() + 1), "CHECK failed");
}

}  // namespace
}  // namespace tanshi
