// Proves California's holding limit on the figures that are published or follow from its formula.
#include "exchange/policy/holding_limit.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

TEST(HoldingLimit, GivesTheLimitThatCaliforniaPublished) {
  EXPECT_EQ(holding_limit(Tonnes(162'800'000)), Tonnes(5'945'000));  // 2013, V emissions-euets.com
}

// C: budgets of 17 CCR 95841, and Quebec's; from 2015 of both together.
TEST(HoldingLimit, FollowsTheBudget) {
  EXPECT_EQ(holding_limit(Tonnes(159'700'000)), Tonnes(5'867'500));                // 2014
  EXPECT_EQ(holding_limit(Tonnes(394'500'000 + 65'300'000)), Tonnes(13'370'000));  // 2015
  EXPECT_EQ(holding_limit(Tonnes(358'300'000 + 58'960'000)), Tonnes(12'306'500));  // 2018
  EXPECT_EQ(holding_limit(Tonnes(320'800'000 + 55'260'000)), Tonnes(11'276'500));  // 2021
}

TEST(HoldingLimit, IsContinuousAtTheBaseAndRoundedDown) {
  EXPECT_EQ(holding_limit(kHoldingLimitBase), Tonnes(2'500'000));
  EXPECT_EQ(holding_limit(kHoldingLimitBase - Tonnes(1)), Tonnes(2'499'999));
  EXPECT_EQ(holding_limit(kHoldingLimitBase + Tonnes(39)), Tonnes(2'500'000));
  EXPECT_EQ(holding_limit(kHoldingLimitBase + Tonnes(40)), Tonnes(2'500'001));
  EXPECT_EQ(holding_limit(Tonnes(1'000), Tonnes(200)), Tonnes(40));
  EXPECT_EQ(holding_limit(Tonnes()), Tonnes());
}

TEST(HoldingLimit, LeavesOutWhatIsSetAsideForTheObligation) {
  EXPECT_EQ(counted_holdings(Tonnes(500), Tonnes(300), Tonnes(200)), Tonnes(600));
  EXPECT_EQ(counted_holdings(Tonnes(500), Tonnes(300), Tonnes(300)), Tonnes(500));
  EXPECT_EQ(counted_holdings(Tonnes(500), Tonnes(300), Tonnes(900)), Tonnes(500));
}

}  // namespace
}  // namespace tanshi
