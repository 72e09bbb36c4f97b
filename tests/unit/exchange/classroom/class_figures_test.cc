// Proves the efficiency that the operator is told, by sums that can be done by hand.
#include "exchange/classroom/class_figures.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

// MAC rises by 1 and by 3 a tonne. 4,000 t cost least as 3,000 and 1,000: 4.5 + 1.5 million.
const AbatementCurve kCheap(LinearMac{0, 1}, 10'000);
const AbatementCurve kDear(LinearMac{0, 3}, 10'000);

TEST(CostEffectiveness, IsTheLeastCostOverTheCost) {
  // 2 + 6 million.
  EXPECT_EQ(cost_effectiveness({{{&kCheap, Tonnes(2'000)}, {&kDear, Tonnes(2'000)}}}),
            BasisPoints(7'500));
}

TEST(CostEffectiveness, IsWholeWhereMarginalCostsAreEqual) {
  EXPECT_EQ(cost_effectiveness({{{&kCheap, Tonnes(3'000)}, {&kDear, Tonnes(1'000)}}}),
            BasisPoints(10'000));
}

TEST(CostEffectiveness, AddsYearsUp) {
  // (6 + 6) / (8 + 6) million.
  EXPECT_EQ(cost_effectiveness({{{&kCheap, Tonnes(2'000)}, {&kDear, Tonnes(2'000)}},
                                {{&kCheap, Tonnes(3'000)}, {&kDear, Tonnes(1'000)}}}),
            BasisPoints(8'571));
}

TEST(CostEffectiveness, IsNoneWhereNothingWasAbated) {
  EXPECT_EQ(cost_effectiveness({}), std::nullopt);
  EXPECT_EQ(cost_effectiveness({{{&kCheap, Tonnes()}}}), std::nullopt);
}

}  // namespace
}  // namespace tanshi
