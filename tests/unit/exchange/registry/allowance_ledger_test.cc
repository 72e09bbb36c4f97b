// Proves that allowances only move, oldest vintage first, and that the lots by vintage stay right
// while an account goes from one vintage to several and back.
#include "exchange/registry/allowance_ledger.h"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

namespace tanshi {
namespace {

constexpr AccountId kA{1};
constexpr AccountId kB{64};  // on the next page

using Lots = std::vector<VintageHolding>;

class AllowanceLedgerTest : public testing::Test {
 protected:
  ~AllowanceLedgerTest() override { EXPECT_TRUE(ledger_.is_consistent()); }

  Lots lots(AccountId account) const {
    Lots lots;
    ledger_.lots(account, lots);
    return lots;
  }

  AllowanceLedger ledger_{Year{2025}, Year{2088}};  // 64 vintages
  Lots moved_;
};

TEST_F(AllowanceLedgerTest, KeepsALotAVintage) {
  ledger_.issue(kA, Year{2088}, Tonnes(7));
  ledger_.issue(kA, Year{2025}, Tonnes(5));
  ledger_.issue(kA, Year{2088}, Tonnes(3));

  EXPECT_EQ(lots(kA), (Lots{{Year{2025}, Tonnes(5)}, {Year{2088}, Tonnes(10)}}));
  EXPECT_EQ(ledger_.balance(kA), (AllowanceBalance{Tonnes(15), Tonnes(0)}));
  EXPECT_EQ(ledger_.balance(kB), AllowanceBalance{});
  EXPECT_EQ(ledger_.issue_room(), kMaxIssued - Tonnes(15));
}

TEST_F(AllowanceLedgerTest, DeliversFromEscrowOldestFirst) {
  ledger_.issue(kA, Year{2026}, Tonnes(5));
  ledger_.issue(kA, Year{2025}, Tonnes(5));
  ledger_.escrow(kA, Tonnes(8));

  ledger_.deliver(kA, kB, Tonnes(7));

  EXPECT_EQ(ledger_.balance(kA), (AllowanceBalance{Tonnes(2), Tonnes(1)}));
  EXPECT_EQ(lots(kA), (Lots{{Year{2026}, Tonnes(3)}}));
  EXPECT_EQ(lots(kB), (Lots{{Year{2025}, Tonnes(5)}, {Year{2026}, Tonnes(2)}}));
  EXPECT_DEATH(ledger_.deliver(kA, kB, Tonnes(2)), "CHECK failed");
}

// An account of one vintage keeps no row; one left from before must not be read again.
TEST_F(AllowanceLedgerTest, ForgetsLotsThatAreGone) {
  ledger_.issue(kA, Year{2025}, Tonnes(5));
  ledger_.issue(kA, Year{2026}, Tonnes(5));
  ledger_.cancel(kA, Tonnes(10), moved_);  // none
  ledger_.issue(kA, Year{2027}, Tonnes(1));
  ledger_.issue(kA, Year{2026}, Tonnes(2));
  ledger_.issue(kA, Year{2025}, Tonnes(3));

  EXPECT_EQ(lots(kA),
            (Lots{{Year{2025}, Tonnes(3)}, {Year{2026}, Tonnes(2)}, {Year{2027}, Tonnes(1)}}));
  EXPECT_EQ(ledger_.totals()[0], (VintageTotals{Year{2025}, Tonnes(8), Tonnes(0), Tonnes(5)}));
}

TEST_F(AllowanceLedgerTest, TransferSaysWhatMoved) {
  ledger_.issue(kA, Year{2025}, Tonnes(5));
  ledger_.issue(kA, Year{2026}, Tonnes(5));

  ledger_.transfer(kA, kB, Tonnes(6), moved_);

  EXPECT_EQ(moved_, (Lots{{Year{2025}, Tonnes(5)}, {Year{2026}, Tonnes(1)}}));
  EXPECT_EQ(lots(kB), moved_);
}

TEST_F(AllowanceLedgerTest, SurrendersNoVintageAfterTheYear) {
  ledger_.issue(kA, Year{2025}, Tonnes(5));
  ledger_.issue(kA, Year{2026}, Tonnes(5));
  ledger_.escrow(kA, Tonnes(6));

  EXPECT_EQ(ledger_.usable_for(kA, VintageRule(), Year{2024}), Tonnes(0));
  EXPECT_EQ(ledger_.usable_for(kA, VintageRule(), Year{2025}), Tonnes(4));  // the rest is escrowed
  EXPECT_DEATH(ledger_.surrender(kA, VintageRule(), Year{2025}, Tonnes(5), moved_), "CHECK failed");

  ledger_.surrender(kA, VintageRule(), Year{2025}, Tonnes(4), moved_);

  EXPECT_EQ(moved_, (Lots{{Year{2025}, Tonnes(4)}}));
  EXPECT_EQ(ledger_.totals()[0].surrendered, Tonnes(4));
}

TEST_F(AllowanceLedgerTest, RefusesToRestoreWhatDoesNotAddUp) {
  const auto is_restored = [](AllowanceBalance balance, const Lots& lots) {
    AllowanceLedger ledger(Year{2025}, Year{2026});
    return ledger.restore_totals({{Year{2025}, Tonnes(9), Tonnes(1), Tonnes(1)},
                                  {Year{2026}, Tonnes(2), Tonnes(0), Tonnes(0)}}) &&
           ledger.restore_account(kA, balance, lots) && ledger.is_consistent();
  };
  const Lots right = {{Year{2025}, Tonnes(7)}, {Year{2026}, Tonnes(2)}};

  EXPECT_TRUE(is_restored({Tonnes(5), Tonnes(4)}, right));
  EXPECT_FALSE(is_restored({Tonnes(6), Tonnes(4)}, right));
  EXPECT_FALSE(is_restored({Tonnes(10), Tonnes(-1)}, right));
  EXPECT_FALSE(
      is_restored({Tonnes(5), Tonnes(4)}, {{Year{2025}, Tonnes(6)}, {Year{2026}, Tonnes(3)}}));
  EXPECT_FALSE(
      is_restored({Tonnes(5), Tonnes(4)}, {{Year{2025}, Tonnes(7)}, {Year{2027}, Tonnes(2)}}));
  EXPECT_FALSE(is_restored({Tonnes(7), Tonnes(0)}, {{Year{2025}, Tonnes(7)}}));
}

}  // namespace
}  // namespace tanshi
