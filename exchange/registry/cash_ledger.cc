#include "exchange/registry/cash_ledger.h"

#include <utility>

#include "exchange/base/check.h"

namespace tanshi {

namespace {

// One entry of the ledger: what leaves one place arrives at the other.
void move_cash(Cash& from, Cash& to, Cash amount) {
  from -= amount;
  to += amount;
}

}  // namespace

void CashLedger::deposit(AccountSlot slot, Cash amount) {
  TANSHI_CHECK(amount > Cash() && amount <= deposit_room());
  at(slot).available += amount;
  net_deposits_ += amount;  // the outside world's balance is minus this
}

void CashLedger::withdraw(AccountSlot slot, Cash amount) {
  TANSHI_CHECK(amount > Cash() && amount <= at(slot).available);
  at(slot).available -= amount;
  net_deposits_ -= amount;
}

void CashLedger::fine(AccountSlot slot, Cash amount) {
  TANSHI_CHECK(amount >= Cash() && amount <= penalty_room());
  move_cash(at(slot).available, penalties_, amount);
}

void CashLedger::escrow(AccountSlot slot, Cash amount) {
  CashBalance& balance = at(slot);
  TANSHI_CHECK(amount >= Cash() && amount <= balance.available);
  move_cash(balance.available, balance.escrowed, amount);
}

void CashLedger::release(AccountSlot slot, Cash amount) {
  CashBalance& balance = at(slot);
  TANSHI_CHECK(amount >= Cash() && amount <= balance.escrowed);
  move_cash(balance.escrowed, balance.available, amount);
}

void CashLedger::pay(AccountSlot buyer, AccountSlot seller, Cash price, Cash bound) {
  TANSHI_CHECK(Cash() <= price && price <= bound && bound <= at(buyer).escrowed);
  move_cash(at(buyer).escrowed, at(seller).available, price);
  move_cash(at(buyer).escrowed, at(buyer).available, bound - price);
}

std::optional<CashLedger> CashLedger::restore(std::vector<CashBalance> balances, Cash net_deposits,
                                              Cash penalties) {
  CashLedger ledger;
  ledger.balances_ = std::move(balances);
  ledger.net_deposits_ = net_deposits;
  ledger.penalties_ = penalties;
  if (!ledger.is_consistent()) return std::nullopt;
  return ledger;
}

bool CashLedger::is_consistent() const {
  const auto is_bounded = [](Cash amount) { return amount >= Cash() && amount <= kMaxCash; };
  if (!is_bounded(net_deposits_) || !is_bounded(penalties_)) return false;

  Int128 held = 0;
  for (const CashBalance& balance : balances_) {
    if (!is_bounded(balance.escrowed)) return false;
    if (balance.available < -penalties_ || balance.available > kMaxCash) return false;
    held += Int128{balance.available.raw()} + balance.escrowed.raw();
  }
  return held + penalties_.raw() == net_deposits_.raw();
}

}  // namespace tanshi
