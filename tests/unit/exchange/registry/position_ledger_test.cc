// Proves that positions in a forward always sum to zero, and that what could not have come of
// trades is found.
#include "exchange/registry/position_ledger.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

constexpr AccountId kA{1};
constexpr AccountId kB{2};

TEST(PositionLedger, TradesNet) {
  PositionLedger ledger;
  ledger.trade(kA, kB, Price(70'00), Tonnes(100));
  ledger.trade(kB, kA, Price(80'00), Tonnes(60));

  EXPECT_EQ(ledger.position(kA), (Position{Tonnes(40), Cash(2'200'00)}));
  EXPECT_EQ(ledger.position(kB), (Position{Tonnes(-40), Cash(-2'200'00)}));
  EXPECT_EQ(ledger.traded(), Tonnes(160));
  EXPECT_TRUE(ledger.is_consistent());
}

TEST(PositionLedger, ThereIsABoundToWhatMayTradeEver) {
  PositionLedger ledger;
  ledger.restore_traded(kMaxForwardTrades - Tonnes(10));

  EXPECT_EQ(ledger.trade_room(), Tonnes(10));
  EXPECT_DEATH(ledger.trade(kA, kB, Price(1), Tonnes(11)), "CHECK failed");
  EXPECT_DEATH(ledger.trade(kA, kA, Price(1), Tonnes(1)), "CHECK failed");
}

TEST(PositionLedger, FindsWhatCannotBe) {
  const auto is_sound = [](Tonnes traded, Position a, Position b) {
    PositionLedger ledger;
    ledger.restore_traded(traded);
    ledger.restore_position(kA, a);
    ledger.restore_position(kB, b);
    return ledger.is_consistent();
  };
  const Position bought{Tonnes(10), Cash(100)};
  const Position sold{Tonnes(-10), Cash(-100)};

  EXPECT_TRUE(is_sound(Tonnes(10), bought, sold));
  EXPECT_FALSE(is_sound(Tonnes(9), bought, sold));
  EXPECT_FALSE(is_sound(Tonnes(-1), {}, {}));
  EXPECT_FALSE(is_sound(kMaxForwardTrades + Tonnes(1), {}, {}));
  EXPECT_FALSE(is_sound(Tonnes(10), bought, {Tonnes(-9), Cash(-100)}));
  EXPECT_FALSE(is_sound(Tonnes(10), bought, {Tonnes(-10), Cash(-99)}));
  const Cash dear = kMaxPrice * Tonnes(10) + Cash(1);
  EXPECT_FALSE(is_sound(Tonnes(10), {Tonnes(10), dear}, {Tonnes(-10), -dear}));
}

}  // namespace
}  // namespace tanshi
