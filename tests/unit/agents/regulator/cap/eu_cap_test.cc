// Proves the EU's cap on the figures of reference/market_rules.md, section 1.1: to the tonne where
// they are verified (V) or follow from such (C).
#include "agents/regulator/cap/eu_cap.h"

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

TEST(EuCap, FallsByTheCutsThatTheCommissionPublished) {
  EXPECT_EQ(linear_factor_cut(eu_cap_law(Year{2014})), Tonnes(38'264'246));  // V
  EXPECT_EQ(linear_factor_cut(eu_cap_law(Year{2020})), Tonnes(38'264'246));  // V
  EXPECT_EQ(linear_factor_cut(eu_cap_law(Year{2022})), Tonnes(43'003'515));  // V
}

TEST(EuCap, IsWhatTheCommissionSetIn2021AndWhatFollowsTo2023) {
  EXPECT_EQ(eu_cap(Year{2021}), Tonnes(1'571'583'007));  // V
  EXPECT_EQ(eu_cap(Year{2022}), Tonnes(1'528'579'492));  // C
  EXPECT_EQ(eu_cap(Year{2023}), Tonnes(1'485'575'977));  // C
}

// The cap of 2024 and what the law takes out and adds then: V, climate.ec.europa.eu, 28 July 2023.
TEST(EuCap, IsRebasedAndWidenedBeforeTheFactorOf2024) {
  const LinearFactorYear law = eu_cap_law(Year{2024});
  EXPECT_EQ(law.factor, BasisPoints(430));
  EXPECT_EQ(law.rebasing, Tonnes(90'000'000));
  EXPECT_EQ(law.scope, Tonnes(78'400'000));
  EXPECT_EQ(eu_cap_law(Year{2026}).rebasing, Tonnes(27'000'000));
  EXPECT_EQ(eu_cap_law(Year{2027}).factor, BasisPoints(430));
  EXPECT_EQ(eu_cap_law(Year{2028}).factor, BasisPoints(440));
}

// "About 84 M and 86 M a year for stationary installations alone" (V, Vermandel).
TEST(EuCap, CutsStationaryInstallationsByWhatIsReported) {
  const Tonnes stationary = eu_cap_law(Year{2023}).reference;
  EXPECT_EQ(share_nearest(BasisPoints(430), stationary).raw() / 1'000'000, 84);
  EXPECT_EQ(share_nearest(BasisPoints(440), stationary).raw() / 1'000'000, 86);
}

// The reference quantity of the third phase is the one from which its first cap is 3 cuts away.
TEST(EuCap, LiesOnTheLineFromTheReferenceQuantityOf2010) {
  const Tonnes reference = eu_cap_law(Year{2014}).reference;
  EXPECT_EQ(share_nearest(kFullShare - BasisPoints(3 * 174), reference), eu_cap(Year{2013}));
}

TEST(EuCap, FollowsItsParametersWhereTheyAreUnverified) {
  EXPECT_EQ(eu_cap(Year{2020}), eu_cap(Year{2013}) - Tonnes(7 * 38'264'246));
  EXPECT_EQ(eu_cap(Year{2024}), Tonnes(1'386'051'745));
  EXPECT_EQ(eu_cap(Year{2025}), Tonnes(1'298'127'513));
  EXPECT_EQ(eu_cap(Year{2026}), Tonnes(1'298'127'513 - 87'924'232 - 27'000'000));
}

TEST(EuCap, FallsEveryYearFrom2021UntilThereIsNone) {
  for (Year year{2022}; year <= kLastEuCapYear; year = years_after(year, 1)) {
    const Tonnes before = eu_cap(years_after(year, -1));
    if (before == Tonnes()) {
      EXPECT_EQ(eu_cap(year), Tonnes());
    } else {
      EXPECT_LT(eu_cap(year), before);
    }
  }
  EXPECT_EQ(eu_cap(kLastEuCapYear), Tonnes());
}

TEST(EuCap, RefusesYearsOutsideTheLaw) {
  EXPECT_DEATH((void)eu_cap(Year{2012}), "CHECK failed");
  EXPECT_DEATH((void)eu_cap_law(Year{2021}), "CHECK failed");
}

}  // namespace
}  // namespace tanshi
