// Cash of all accounts, in double entry: each movement takes from one place what it adds to
// another. The places are each account's available and escrowed cash, the penalties paid, and the
// outside world, whose balance is minus the net deposits. So their sum is always zero.
//
// Thread-safety: none. Amounts are cents; each function aborts when its REQUIRES is broken.
//
// Bounds: net deposits and penalties never exceed kMaxCash, and only a penalty takes an account
// below zero; so each balance is within [-kMaxCash, kMaxCash] and no sum here can overflow.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "exchange/base/checked_math.h"
#include "exchange/base/units.h"
#include "exchange/registry/account_slots.h"
#include "exchange/registry/holdings.h"

namespace tanshi {

class CashLedger {
 public:
  // Opens the account of the next slot, without cash.
  void open_account() { balances_.emplace_back(); }

  [[nodiscard]] CashBalance balance(AccountSlot slot) const { return at(slot); }
  [[nodiscard]] Cash net_deposits() const { return net_deposits_; }
  [[nodiscard]] Cash penalties() const { return penalties_; }

  // The most that may still be deposited, and fined, in the whole market.
  [[nodiscard]] Cash deposit_room() const { return kMaxCash - net_deposits_; }
  [[nodiscard]] Cash penalty_room() const { return kMaxCash - penalties_; }

  // REQUIRES: 0 < amount <= deposit_room().
  void deposit(AccountSlot slot, Cash amount);

  // REQUIRES: 0 < amount <= available.
  void withdraw(AccountSlot slot, Cash amount);

  // May take what is available below zero. REQUIRES: 0 <= amount <= penalty_room().
  void fine(AccountSlot slot, Cash amount);

  // REQUIRES: 0 <= amount <= available.
  void escrow(AccountSlot slot, Cash amount);

  // REQUIRES: 0 <= amount <= escrowed.
  void release(AccountSlot slot, Cash amount);

  // Takes `bound` out of the buyer's escrow: `price` goes to the seller, the rest back to the
  // buyer. REQUIRES: 0 <= price <= bound <= the buyer's escrowed cash.
  void pay(AccountSlot buyer, AccountSlot seller, Cash price, Cash bound);

  // A ledger with these balances by slot.
  // Errors: nullopt when a balance is out of bounds or they do not add up.
  [[nodiscard]] static std::optional<CashLedger> restore(std::vector<CashBalance> balances,
                                                         Cash net_deposits, Cash penalties);

  // Whether all balances are in bounds and add up.
  [[nodiscard]] bool is_consistent() const;

 private:
  [[nodiscard]] CashBalance& at(AccountSlot slot) { return balances_[index_of(slot)]; }
  [[nodiscard]] const CashBalance& at(AccountSlot slot) const { return balances_[index_of(slot)]; }

  std::vector<CashBalance> balances_;
  Cash net_deposits_;
  Cash penalties_;
};

}  // namespace tanshi
