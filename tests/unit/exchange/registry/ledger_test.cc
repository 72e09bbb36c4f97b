// Proves delivery versus payment, and the map of accounts beneath it.
#include "exchange/registry/ledger.h"

#include <vector>

#include <gtest/gtest.h>

#include "exchange/registry/accounts.h"

namespace tanshi {
namespace {

constexpr InstrumentId kEua{1};
constexpr AccountId kBuyer{1};
constexpr AccountId kSeller{2};

TEST(Ledger, SettlesDeliveryAgainstPayment) {
  Ledger ledger;
  ledger.list_instrument(kEua, Year{2025}, Year{2025});
  ledger.cash().deposit(kBuyer, Cash(1'000));
  ledger.cash().escrow(kBuyer, Cash(1'000));  // 100 t at 10
  ledger.allowances(kEua).issue(kSeller, Year{2025}, Tonnes(100));
  ledger.allowances(kEua).escrow(kSeller, Tonnes(100));

  ledger.settle({.instrument = kEua,
                 .buyer = kBuyer,
                 .seller = kSeller,
                 .price = Cash(9 * 40),
                 .bound = Cash(10 * 40),
                 .quantity = Tonnes(40)});

  EXPECT_EQ(ledger.cash().balance(kBuyer), (CashBalance{Cash(40), Cash(600)}));
  EXPECT_EQ(ledger.cash().balance(kSeller), (CashBalance{Cash(360), Cash(0)}));
  EXPECT_EQ(ledger.allowances(kEua).balance(kBuyer), (AllowanceBalance{Tonnes(40), Tonnes(0)}));
  EXPECT_EQ(ledger.allowances(kEua).balance(kSeller), (AllowanceBalance{Tonnes(0), Tonnes(60)}));
  EXPECT_TRUE(ledger.is_consistent());
}

TEST(Accounts, UseEachOrderIdOnceAndRising) {
  Accounts accounts;
  accounts.open(AccountId{64});

  EXPECT_FALSE(accounts.is_open(AccountId{65}));  // on a page that exists
  EXPECT_FALSE(accounts.is_open(AccountId{1}));
  EXPECT_FALSE(accounts.is_open(AccountId{-1}));
  EXPECT_EQ(accounts.last_order(AccountId{64}), OrderId{0});
  accounts.use_order(AccountId{64}, OrderId{7});
  EXPECT_EQ(accounts.last_order(AccountId{64}), OrderId{7});
  EXPECT_DEATH(accounts.use_order(AccountId{64}, OrderId{7}), "CHECK failed");
  EXPECT_DEATH(accounts.open(AccountId{64}), "CHECK failed");
  EXPECT_DEATH(accounts.open(AccountId{0}), "CHECK failed");
  EXPECT_DEATH(accounts.open(AccountId{1'000'001}), "CHECK failed");
}

TEST(Accounts, AreVisitedByRisingId) {
  Accounts accounts;
  for (const std::int32_t number : {1'000'000, 3, 64, 2}) accounts.open(AccountId{number});

  std::vector<AccountId> visited;
  accounts.for_each([&](AccountId account) { visited.push_back(account); });

  EXPECT_EQ(visited,
            (std::vector{AccountId{2}, AccountId{3}, AccountId{64}, AccountId{1'000'000}}));
}

}  // namespace
}  // namespace tanshi
