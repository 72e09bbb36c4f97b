#include "exchange/registry/cash_ledger.h"

#include "exchange/base/check.h"

namespace tanshi {

namespace {

// One entry of the ledger: what leaves one place arrives at the other.
void move_cash(Cash& from, Cash& to, Cash amount) {
  from -= amount;
  to += amount;
}

}  // namespace

void CashLedger::deposit(AccountId account, Cash amount) {
  TANSHI_CHECK(amount > Cash() && amount <= deposit_room());
  balances_[account].available += amount;
  net_deposits_ += amount;  // the outside world's balance is minus this
}

void CashLedger::withdraw(AccountId account, Cash amount) {
  TANSHI_CHECK(amount > Cash() && amount <= balances_[account].available);
  balances_[account].available -= amount;
  net_deposits_ -= amount;
}

void CashLedger::fine(AccountId account, Cash amount) {
  TANSHI_CHECK(amount >= Cash() && amount <= penalty_room());
  move_cash(balances_[account].available, penalties_, amount);
}

void CashLedger::escrow(AccountId account, Cash amount) {
  CashBalance& balance = balances_[account];
  TANSHI_CHECK(amount >= Cash() && amount <= balance.available);
  move_cash(balance.available, balance.escrowed, amount);
}

void CashLedger::release(AccountId account, Cash amount) {
  CashBalance& balance = balances_[account];
  TANSHI_CHECK(amount >= Cash() && amount <= balance.escrowed);
  move_cash(balance.escrowed, balance.available, amount);
}

void CashLedger::pay(AccountId buyer, AccountId seller, Cash price, Cash bound) {
  TANSHI_CHECK(Cash() <= price && price <= bound && bound <= balances_[buyer].escrowed);
  move_cash(balances_[buyer].escrowed, balances_[seller].available, price);
  move_cash(balances_[buyer].escrowed, balances_[buyer].available, bound - price);
}

void CashLedger::charge(AccountId account, AccountId to, Cash amount) {
  TANSHI_CHECK(amount >= Cash());
  move_cash(balances_[account].available, balances_[to].available, amount);
}

void CashLedger::restore_totals(Cash net_deposits, Cash penalties) {
  net_deposits_ = net_deposits;
  penalties_ = penalties;
}

bool CashLedger::is_consistent() const {
  const auto is_bounded = [](Cash amount) { return amount >= Cash() && amount <= kMaxCash; };
  if (!is_bounded(net_deposits_) || !is_bounded(penalties_)) return false;

  Int128 held = 0;
  bool is_sound = true;
  balances_.for_each([&](AccountId, const CashBalance& balance) {
    is_sound = is_sound && is_bounded(balance.escrowed) && balance.available >= -penalties_ &&
               balance.available <= kMaxCash;
    held += Int128{balance.available.raw()} + balance.escrowed.raw();
  });
  return is_sound && held + penalties_.raw() == net_deposits_.raw();
}

}  // namespace tanshi
