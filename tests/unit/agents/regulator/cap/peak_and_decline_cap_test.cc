// Proves a cap that rises to a peak and falls to an end; the figures are examples.
#include "agents/regulator/cap/peak_and_decline_cap.h"

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr PeakAndDecline kPath{{Year{2025}, Tonnes(8'000'000'000)},
                               {Year{2030}, Tonnes(8'500'000'000)},
                               {Year{2060}, Tonnes(100'000'000)}};

TEST(PeakAndDeclineCap, GoesThroughItsThreePoints) {
  EXPECT_EQ(peak_and_decline_cap(kPath, Year{2025}), Tonnes(8'000'000'000));
  EXPECT_EQ(peak_and_decline_cap(kPath, Year{2028}), Tonnes(8'300'000'000));
  EXPECT_EQ(peak_and_decline_cap(kPath, Year{2030}), Tonnes(8'500'000'000));
  EXPECT_EQ(peak_and_decline_cap(kPath, Year{2045}), Tonnes(4'300'000'000));
  EXPECT_EQ(peak_and_decline_cap(kPath, Year{2060}), Tonnes(100'000'000));
  EXPECT_EQ(peak_and_decline_cap(kPath, Year{2099}), Tonnes(100'000'000));
}

TEST(PeakAndDeclineCap, RisesBeforeThePeakAndFallsAfter) {
  for (Year year{2026}; year <= Year{2060}; year = years_after(year, 1)) {
    const Tonnes change =
        peak_and_decline_cap(kPath, year) - peak_and_decline_cap(kPath, years_after(year, -1));
    EXPECT_EQ(change > Tonnes(), year <= kPath.peak.year) << raw(year);
  }
}

TEST(PeakAndDeclineCap, RoundsToTheNearestTonne) {
  const PeakAndDecline path{{Year{2000}, Tonnes(0)}, {Year{2003}, Tonnes(2)}, {Year{2007}, {}}};
  EXPECT_EQ(peak_and_decline_cap(path, Year{2001}), Tonnes(1));  // 0.67
  EXPECT_EQ(peak_and_decline_cap(path, Year{2004}), Tonnes(2));  // 1.5
  EXPECT_EQ(peak_and_decline_cap(path, Year{2006}), Tonnes(1));  // 0.5
}

TEST(PeakAndDeclineCap, HoldsAtTheLargestQuantity) {
  const PeakAndDecline path{{Year{1}, {}}, {Year{5'000}, kMaxQuantity}, {Year{9'999}, {}}};
  EXPECT_EQ(peak_and_decline_cap(path, Year{5'000}), kMaxQuantity);
}

}  // namespace
}  // namespace tanshi
