// Proves a cap that falls by a share of itself on the caps that RGGI published.
#include "agents/regulator/cap/proportional_cap.h"

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

// rggi.org (V): 91 M short tons in 2014, 2.5 % less a year; the caps of 2016 (sum of the states'
// base budgets) and 2018 to 2020.
TEST(ProportionalCap, GivesTheCapsOfRggiToTheTon) {
  const auto rggi = [](int year) {
    return proportional_cap(Tonnes(91'000'000), BasisPoints(250), year - 2014);
  };
  EXPECT_EQ(rggi(2014), Tonnes(91'000'000));
  EXPECT_EQ(rggi(2016), Tonnes(86'506'875));
  EXPECT_EQ(rggi(2018), Tonnes(82'235'598));
  EXPECT_EQ(rggi(2019), Tonnes(80'179'708));
  EXPECT_EQ(rggi(2020), Tonnes(78'175'215));
}

TEST(ProportionalCap, MayGrowAndEndsAtTheLargestQuantity) {
  EXPECT_EQ(proportional_cap(Tonnes(100), BasisPoints(-1'000), 2), Tonnes(121));
  EXPECT_EQ(proportional_cap(Tonnes(100), -kFullShare, 200), kMaxQuantity);
  EXPECT_EQ(proportional_cap(kMaxQuantity, kFullShare, 1), Tonnes());
}

}  // namespace
}  // namespace tanshi
