// Proves the arithmetic of a linear factor; what the EU's law says is in eu_cap_test.cc.
#include "agents/regulator/cap/linear_factor_cap.h"

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

TEST(LinearFactorCap, CutsAShareOfTheReferenceNotOfTheCap) {
  const LinearFactorYear year{BasisPoints(220), Tonnes(1'000'000), {}, {}};
  EXPECT_EQ(linear_factor_cut(year), Tonnes(22'000));
  EXPECT_EQ(linear_factor_cap(Tonnes(900'000), year), Tonnes(878'000));
  EXPECT_EQ(linear_factor_cap(Tonnes(500'000), year), Tonnes(478'000));
}

TEST(LinearFactorCap, RoundsTheCutToTheNearestTonne) {
  EXPECT_EQ(linear_factor_cut({BasisPoints(1), Tonnes(4'999), {}, {}}), Tonnes(0));
  EXPECT_EQ(linear_factor_cut({BasisPoints(1), Tonnes(5'000), {}, {}}), Tonnes(1));
}

TEST(LinearFactorCap, TakesRebasingOutAndAddsScope) {
  const LinearFactorYear year{BasisPoints(100), Tonnes(1'000), Tonnes(50), Tonnes(30)};
  EXPECT_EQ(linear_factor_cap(Tonnes(1'000), year), Tonnes(970));
  EXPECT_EQ(linear_factor_cap(Tonnes(1'000), {BasisPoints(), {}, {}, Tonnes(-1)}), Tonnes(999));
}

TEST(LinearFactorCap, IsNeverBelowNothing) {
  EXPECT_EQ(linear_factor_cap(Tonnes(5), {kFullShare, kMaxQuantity, kMaxQuantity, -kMaxQuantity}),
            Tonnes());
}

}  // namespace
}  // namespace tanshi
