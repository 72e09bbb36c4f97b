#include "exchange/registry/allowance_ledger.h"

#include <algorithm>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {

AllowanceLedger::AllowanceLedger(Year first, Year last) : first_(first) {
  TANSHI_CHECK(first <= last && raw(last) - raw(first) < kMaxVintages);
  for (Year vintage = first; vintage <= last; vintage = years_after(vintage, 1)) {
    totals_.push_back({.vintage = vintage, .issued = {}, .surrendered = {}, .cancelled = {}});
  }
}

AllowanceBalance AllowanceLedger::balance(AccountId account) const {
  const Holding* held = holdings_.find(account);
  if (held == nullptr) return {};
  return {.available = held->available(), .escrowed = held->escrowed};
}

void AllowanceLedger::lots(AccountId account, std::vector<VintageHolding>& out) const {
  const Holding* held = holdings_.find(account);
  if (held == nullptr) return;
  held->lots.for_each([&](std::size_t vintage, Tonnes quantity) {
    out.push_back({.vintage = totals_[vintage].vintage, .quantity = quantity});
  });
}

Tonnes AllowanceLedger::usable_for(AccountId account, const VintageRule& rule, Year year) const {
  const Holding* held = holdings_.find(account);
  if (held == nullptr) return {};
  Tonnes usable;
  held->lots.for_each([&](std::size_t vintage, Tonnes quantity) {
    if (is_usable(rule, totals_[vintage].vintage, year)) usable += quantity;
  });
  return std::min(usable, held->available());
}

void AllowanceLedger::issue(AccountId account, Year vintage, Tonnes quantity) {
  TANSHI_CHECK(covers(vintage) && quantity > Tonnes() && quantity <= issue_room());
  const std::size_t index = index_of(vintage);
  issued_ += quantity;
  totals_[index].issued += quantity;
  holdings_[account].lots.add(index, quantity, totals_.size());
}

void AllowanceLedger::escrow(AccountId account, Tonnes quantity) {
  Holding& held = holdings_[account];
  TANSHI_CHECK(quantity > Tonnes() && quantity <= held.available());
  held.escrowed += quantity;
}

void AllowanceLedger::release(AccountId account, Tonnes quantity) {
  Holding& held = holdings_[account];
  TANSHI_CHECK(quantity > Tonnes() && quantity <= held.escrowed);
  held.escrowed -= quantity;
}

void AllowanceLedger::deliver(AccountId seller, AccountId buyer, Tonnes quantity) {
  Holding& sold = holdings_[seller];
  Holding& bought = holdings_[buyer];
  TANSHI_CHECK(seller != buyer && quantity > Tonnes() && quantity <= sold.escrowed);
  sold.escrowed -= quantity;
  sold.lots.take_oldest(quantity, [&](std::size_t vintage, Tonnes part) {
    bought.lots.add(vintage, part, totals_.size());
  });
}

void AllowanceLedger::transfer(AccountId from, AccountId to, Tonnes quantity,
                               std::vector<VintageHolding>& moved) {
  Holding& source = holdings_[from];
  Holding& target = holdings_[to];
  TANSHI_CHECK(from != to && quantity > Tonnes() && quantity <= source.available());
  source.lots.take_oldest(quantity, [&](std::size_t vintage, Tonnes part) {
    target.lots.add(vintage, part, totals_.size());
    moved.push_back({.vintage = totals_[vintage].vintage, .quantity = part});
  });
}

void AllowanceLedger::cancel(AccountId account, Tonnes quantity,
                             std::vector<VintageHolding>& moved) {
  Holding& held = holdings_[account];
  TANSHI_CHECK(quantity > Tonnes() && quantity <= held.available());
  held.lots.take_oldest(quantity, [&](std::size_t vintage, Tonnes part) {
    totals_[vintage].cancelled += part;
    moved.push_back({.vintage = totals_[vintage].vintage, .quantity = part});
  });
}

void AllowanceLedger::surrender(AccountId account, const VintageRule& rule, Year year,
                                Tonnes quantity, std::vector<VintageHolding>& moved) {
  TANSHI_CHECK(quantity > Tonnes() && quantity <= usable_for(account, rule, year));
  holdings_[account].lots.take_oldest_of(
      quantity,
      [&](std::size_t vintage) { return is_usable(rule, totals_[vintage].vintage, year); },
      [&](std::size_t vintage, Tonnes part) {
        totals_[vintage].surrendered += part;
        moved.push_back({.vintage = totals_[vintage].vintage, .quantity = part});
      });
}

bool AllowanceLedger::restore_totals(const std::vector<VintageTotals>& totals) {
  if (totals.size() != totals_.size() || issued_ != Tonnes()) return false;
  const auto is_bounded = [](Tonnes total) { return total >= Tonnes() && total <= kMaxIssued; };
  for (std::size_t index = 0; index < totals.size(); ++index) {
    const VintageTotals& total = totals[index];
    if (total.vintage != totals_[index].vintage || !is_bounded(total.surrendered) ||
        !is_bounded(total.cancelled) || !is_bounded(total.issued) || total.issued > issue_room()) {
      return false;
    }
    issued_ += total.issued;
  }
  totals_ = totals;
  return true;
}

bool AllowanceLedger::restore_account(AccountId account, AllowanceBalance balance,
                                      const std::vector<VintageHolding>& lots) {
  Holding& held = holdings_[account];
  if (held.lots.total() != Tonnes()) return false;
  for (const VintageHolding& lot : lots) {
    if (!covers(lot.vintage) || lot.quantity <= Tonnes() ||
        lot.quantity > kMaxIssued - held.lots.total()) {
      return false;
    }
    held.lots.add(index_of(lot.vintage), lot.quantity, totals_.size());
  }
  if (balance.escrowed < Tonnes() || balance.escrowed > held.lots.total()) return false;
  held.escrowed = balance.escrowed;
  return balance.available == held.available();
}

bool AllowanceLedger::is_consistent() const {
  // What each vintage's accounts hold, then all that was issued of it.
  std::vector<Int128> placed(totals_.size());
  bool is_sound = issued_ <= kMaxIssued;
  holdings_.for_each([&](AccountId, const Holding& held) {
    is_sound = is_sound && held.lots.is_consistent() && held.escrowed >= Tonnes() &&
               held.escrowed <= held.lots.total();
    held.lots.for_each([&](std::size_t vintage, Tonnes part) { placed[vintage] += part.raw(); });
  });

  Int128 issued = 0;
  for (std::size_t vintage = 0; vintage < totals_.size(); ++vintage) {
    const VintageTotals& total = totals_[vintage];
    is_sound = is_sound && total.surrendered >= Tonnes() && total.cancelled >= Tonnes();
    placed[vintage] += Int128{total.surrendered.raw()} + total.cancelled.raw();
    is_sound = is_sound && placed[vintage] == total.issued.raw();
    issued += placed[vintage];
  }
  return is_sound && issued == issued_.raw();
}

std::size_t AllowanceLedger::index_of(Year vintage) const {
  return static_cast<std::size_t>(raw(vintage) - raw(first_));
}

}  // namespace tanshi
