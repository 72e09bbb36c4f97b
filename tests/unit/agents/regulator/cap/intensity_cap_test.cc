// Proves a cap that follows output.
#include "agents/regulator/cap/intensity_cap.h"

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

TEST(IntensityCap, IsSoMuchForEachUnit) {
  EXPECT_EQ(intensity_cap(Intensity(877'000), Output(1'000'000)), Tonnes(877));  // 1,000 MWh
  EXPECT_EQ(intensity_cap(Intensity(877'000), Output()), Tonnes());
  EXPECT_EQ(intensity_cap(Intensity(500'000), Output(1'000)), Tonnes(1));  // half a tonne
  EXPECT_EQ(intensity_cap(Intensity(499'999), Output(1'000)), Tonnes(0));
}

TEST(IntensityCap, FallsWithTheIntensity) {
  const Intensity start(1'000'000);
  EXPECT_EQ(declined_intensity(start, BasisPoints(500), 0), start);
  EXPECT_EQ(declined_intensity(start, BasisPoints(500), 2), Intensity(902'500));
  EXPECT_EQ(declined_intensity(start, kFullShare, 1), Intensity());
}

TEST(IntensityCap, HoldsAtTheLargestFigures) {
  EXPECT_EQ(intensity_cap(kMaxIntensity, kMaxOutput), kMaxQuantity);
}

}  // namespace
}  // namespace tanshi
