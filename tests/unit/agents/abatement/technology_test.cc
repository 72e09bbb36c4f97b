// What a project costs and when it runs: Wright's law, annuities by hand, building time and life.
#include "agents/abatement/technology.h"

#include <cmath>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

Technology technology() {
  Technology one;
  one.name = "electric-arc";
  one.capex = 300;
  one.abates_t = 50;
  one.build_years = 2;
  one.lifetime_years = 3;
  one.learning = 0.2;
  one.experience_t = 100;
  return one;
}

TEST(Technology, EachDoublingLowersTheCostByTheShare) {
  EXPECT_DOUBLE_EQ(capex_after(technology(), 0), 300);
  EXPECT_NEAR(capex_after(technology(), 100), 300 * 0.8, 1e-9);
  EXPECT_NEAR(capex_after(technology(), 300), 300 * 0.8 * 0.8, 1e-9);
  EXPECT_NEAR(capex_after(technology(), 50), 300 * std::pow(1.5, std::log2(0.8)), 1e-9);
}

TEST(Technology, WithoutLearningTheCostStays) {
  Technology one = technology();
  one.learning = 0;
  one.experience_t = 0;

  EXPECT_EQ(capex_after(one, 1e9), 300);
}

// Three payments, the first two years after the decision, are worth what was paid then.
TEST(Technology, AnnuitiesRepayTheCapital) {
  const double annuity = annuity_of(technology(), 300, 0.1);

  EXPECT_NEAR(annuity / 1.21 + annuity / 1.331 + annuity / 1.4641, 300, 1e-9);
  EXPECT_DOUBLE_EQ(annuity_of(technology(), 300, 0), 100);
}

TEST(Technology, RunsWhenBuiltForItsLife) {
  EXPECT_FALSE(runs_in(technology(), 2025, 2025));
  EXPECT_FALSE(runs_in(technology(), 2025, 2026));
  EXPECT_TRUE(runs_in(technology(), 2025, 2027));
  EXPECT_TRUE(runs_in(technology(), 2025, 2029));
  EXPECT_FALSE(runs_in(technology(), 2025, 2030));
}

// The parts cost and abate what the whole does; what all have learned is no part.
TEST(Technology, SplitsIntoEqualParts) {
  const Technology part = split(technology(), 4);

  EXPECT_EQ(part.capex, 75);
  EXPECT_EQ(part.abates_t, 12.5);
  EXPECT_EQ(capex_after(part, 100) * 4, capex_after(technology(), 100));
}

}  // namespace
}  // namespace tanshi
