// Proves how much of an obligation offsets may meet.
#include "exchange/policy/offset_quota.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

// 17 CCR 95854: offsets / obligation <= 0.08.
TEST(OffsetQuota, IsTheShareRoundedDown) {
  EXPECT_EQ(offset_quota(BasisPoints(800), Tonnes(1'000'000)), Tonnes(80'000));
  EXPECT_EQ(offset_quota(BasisPoints(800), Tonnes(124)), Tonnes(9));
  EXPECT_EQ(offset_quota(BasisPoints(800), Tonnes(125)), Tonnes(10));
  EXPECT_EQ(offset_quota(BasisPoints(0), Tonnes(125)), Tonnes());
  EXPECT_EQ(offset_quota(kFullShare, kMaxQuantity), kMaxQuantity);
}

TEST(OffsetQuota, LeavesRoomForWhatWasNotUsed) {
  EXPECT_EQ(offset_room(BasisPoints(500), Tonnes(1'000), Tonnes(20)), Tonnes(30));
  EXPECT_EQ(offset_room(BasisPoints(500), Tonnes(1'000), Tonnes(50)), Tonnes());
  EXPECT_EQ(offset_room(BasisPoints(500), Tonnes(1'000), Tonnes(60)), Tonnes());
}

}  // namespace
}  // namespace tanshi
