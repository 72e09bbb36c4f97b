// Cash of all accounts, in double entry: each movement takes from one place what it adds to
// another. The places are each account's available and escrowed cash, the penalties paid, and the
// outside world, whose balance is minus the net deposits. So their sum is always zero.
//
// Thread-safety: none. Amounts are cents; each function aborts when its REQUIRES is broken.
//
// Bounds: net deposits and penalties never exceed kMaxCash, and only a penalty takes an account
// below zero; so each balance is within [-kMaxCash, kMaxCash] and no sum here can overflow.
#pragma once

#include "exchange/base/checked_math.h"
#include "exchange/base/units.h"
#include "exchange/registry/account_array.h"
#include "exchange/registry/holdings.h"

namespace tanshi {

class CashLedger {
 public:
  [[nodiscard]] CashBalance balance(AccountId account) const { return balances_.value(account); }
  [[nodiscard]] Cash net_deposits() const { return net_deposits_; }
  [[nodiscard]] Cash penalties() const { return penalties_; }

  // The most that may still be deposited, and fined, in the whole market.
  [[nodiscard]] Cash deposit_room() const { return kMaxCash - net_deposits_; }
  [[nodiscard]] Cash penalty_room() const { return kMaxCash - penalties_; }

  // REQUIRES: 0 < amount <= deposit_room().
  void deposit(AccountId account, Cash amount);

  // REQUIRES: 0 < amount <= available.
  void withdraw(AccountId account, Cash amount);

  // May take what is available below zero. REQUIRES: 0 <= amount <= penalty_room().
  void fine(AccountId account, Cash amount);

  // REQUIRES: 0 <= amount <= available.
  void escrow(AccountId account, Cash amount);

  // REQUIRES: 0 <= amount <= escrowed.
  void release(AccountId account, Cash amount);

  // Takes `bound` out of the buyer's escrow: `price` goes to the seller, the rest back to the
  // buyer. REQUIRES: 0 <= price <= bound <= the buyer's escrowed cash.
  void pay(AccountId buyer, AccountId seller, Cash price, Cash bound);

  // A fee for a trade, out of what that trade has just made available. `to` may be `account`.
  // REQUIRES: amount >= 0.
  void charge(AccountId account, AccountId to, Cash amount);

  // For a snapshot; then is_consistent() tells whether the state was sound.
  void restore_balance(AccountId account, CashBalance balance) { balances_[account] = balance; }
  void restore_totals(Cash net_deposits, Cash penalties);

  void prefetch(AccountId account) const { balances_.prefetch(account); }

  // Whether all balances are in bounds and add up. O(accounts). Never aborts.
  [[nodiscard]] bool is_consistent() const;

 private:
  AccountArray<CashBalance> balances_;
  Cash net_deposits_;
  Cash penalties_;
};

}  // namespace tanshi
