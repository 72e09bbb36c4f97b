// Proves that cash only moves: what one place gives, another gets, and nothing is taken that is
// not there, but for a fine.
#include "exchange/registry/cash_ledger.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

constexpr AccountId kBuyer{1};
constexpr AccountId kSeller{1'000'000};

class CashLedgerTest : public testing::Test {
 protected:
  CashLedgerTest() { ledger_.deposit(kBuyer, Cash(1'000)); }
  ~CashLedgerTest() override { EXPECT_TRUE(ledger_.is_consistent()); }

  CashLedger ledger_;
};

TEST_F(CashLedgerTest, NetDepositsAreDepositsLessWithdrawals) {
  ledger_.withdraw(kBuyer, Cash(300));

  EXPECT_EQ(ledger_.balance(kBuyer), (CashBalance{Cash(700), Cash(0)}));
  EXPECT_EQ(ledger_.net_deposits(), Cash(700));
  EXPECT_EQ(ledger_.deposit_room(), kMaxCash - Cash(700));
}

TEST_F(CashLedgerTest, EscrowedCashIsNotAvailable) {
  ledger_.escrow(kBuyer, Cash(1'000));
  ledger_.release(kBuyer, Cash(250));

  EXPECT_EQ(ledger_.balance(kBuyer), (CashBalance{Cash(250), Cash(750)}));
  EXPECT_DEATH(ledger_.escrow(kBuyer, Cash(251)), "CHECK failed");
  EXPECT_DEATH(ledger_.release(kBuyer, Cash(751)), "CHECK failed");
  EXPECT_DEATH(ledger_.withdraw(kBuyer, Cash(251)), "CHECK failed");
}

TEST_F(CashLedgerTest, PaymentReturnsWhatWasBoundAboveThePrice) {
  ledger_.escrow(kBuyer, Cash(900));

  ledger_.pay(kBuyer, kSeller, Cash(600), Cash(700));

  EXPECT_EQ(ledger_.balance(kBuyer), (CashBalance{Cash(200), Cash(200)}));
  EXPECT_EQ(ledger_.balance(kSeller), (CashBalance{Cash(600), Cash(0)}));
  EXPECT_DEATH(ledger_.pay(kBuyer, kSeller, Cash(200), Cash(201)), "CHECK failed");
}

TEST_F(CashLedgerTest, FineMayTakeAnAccountBelowZero) {
  ledger_.fine(kBuyer, Cash(1'500));

  EXPECT_EQ(ledger_.balance(kBuyer).available, Cash(-500));
  EXPECT_EQ(ledger_.penalties(), Cash(1'500));
  EXPECT_DEATH(ledger_.fine(kBuyer, kMaxCash), "CHECK failed");
}

TEST_F(CashLedgerTest, FeeGoesFromOneAccountToAnother) {
  ledger_.charge(kBuyer, kSeller, Cash(30));
  ledger_.charge(kSeller, kSeller, Cash(7));

  EXPECT_EQ(ledger_.balance(kBuyer).available, Cash(970));
  EXPECT_EQ(ledger_.balance(kSeller).available, Cash(30));
  EXPECT_TRUE(ledger_.is_consistent());
  EXPECT_DEATH(ledger_.charge(kBuyer, kSeller, Cash(-1)), "CHECK failed");
}

TEST_F(CashLedgerTest, NobodyHoldsMoreThanTheWholeMarketMay) {
  ledger_.deposit(kSeller, ledger_.deposit_room());

  EXPECT_EQ(ledger_.deposit_room(), Cash(0));
  EXPECT_DEATH(ledger_.deposit(kBuyer, Cash(1)), "CHECK failed");
}

TEST(CashLedgerRestore, NoticesWhatDoesNotAddUp) {
  const auto is_consistent = [](CashBalance balance, Cash net_deposits, Cash penalties) {
    CashLedger ledger;
    ledger.restore_balance(kBuyer, balance);
    ledger.restore_totals(net_deposits, penalties);
    return ledger.is_consistent();
  };

  EXPECT_TRUE(is_consistent({Cash(-5), Cash(8)}, Cash(10), Cash(7)));
  EXPECT_FALSE(is_consistent({Cash(-5), Cash(8)}, Cash(10), Cash(6)));
  EXPECT_FALSE(is_consistent({Cash(-8), Cash(11)}, Cash(10), Cash(7)));  // below its fines
  EXPECT_FALSE(is_consistent({Cash(11), Cash(-1)}, Cash(10), Cash(0)));
  EXPECT_FALSE(is_consistent({Cash(-10), Cash(0)}, Cash(-10), Cash(0)));
  EXPECT_FALSE(is_consistent({kMaxCash + Cash(1), Cash(0)}, kMaxCash + Cash(1), Cash(0)));
}

}  // namespace
}  // namespace tanshi
