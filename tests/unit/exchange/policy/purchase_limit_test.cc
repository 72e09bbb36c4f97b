// Proves how much of an auction one bidder may buy.
#include "exchange/policy/purchase_limit.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

// The offers are those of RGGI's auctions 42 and 52 (V); nobody may bid for more than 25 % (V).
TEST(PurchaseLimit, IsAShareOfTheOfferInWholeLots) {
  EXPECT_EQ(purchase_limit(BasisPoints(2'500), Tonnes(13'360'649)), Tonnes(3'340'162));
  EXPECT_EQ(purchase_limit(BasisPoints(2'500), Tonnes(13'360'649), Tonnes(1'000)),
            Tonnes(3'340'000));
  EXPECT_EQ(purchase_limit(BasisPoints(2'500), Tonnes(22'987'719), Tonnes(1'000)),
            Tonnes(5'746'000));
}

TEST(PurchaseLimit, IsNothingWhereTheShareHoldsNoLot) {
  EXPECT_EQ(purchase_limit(BasisPoints(400), Tonnes(24'000), Tonnes(1'000)), Tonnes());
  EXPECT_EQ(purchase_limit(BasisPoints(400), Tonnes(25'000), Tonnes(1'000)), Tonnes(1'000));
}

}  // namespace
}  // namespace tanshi
