#include "exchange/registry/allowance_ledger.h"

#include <algorithm>
#include <bit>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {

namespace {

std::size_t oldest(std::uint64_t vintages) {
  return static_cast<std::size_t>(std::countr_zero(vintages));
}

std::uint64_t bit(std::size_t vintage) {
  return std::uint64_t{1} << vintage;
}

}  // namespace

AllowanceLedger::AllowanceLedger(Year first, Year last) : first_(first) {
  TANSHI_CHECK(first <= last && raw(last) - raw(first) < kMaxVintages);
  for (Year vintage = first; vintage <= last; vintage = years_after(vintage, 1)) {
    totals_.push_back({.vintage = vintage, .issued = {}, .surrendered = {}, .cancelled = {}});
  }
}

Year AllowanceLedger::last_vintage() const {
  return totals_.back().vintage;
}

bool AllowanceLedger::covers(Year vintage) const {
  return vintage >= first_ && vintage <= last_vintage();
}

AllowanceBalance AllowanceLedger::balance(AccountSlot slot) const {
  const Holding* held = find(slot);
  if (held == nullptr) return {};
  return {.available = held->available, .escrowed = held->escrowed};
}

void AllowanceLedger::lots(AccountSlot slot, std::vector<VintageHolding>& out) const {
  const Holding* held = find(slot);
  if (held == nullptr) return;
  for (std::uint64_t rest = held->vintages; rest != 0; rest &= rest - 1) {
    const std::size_t vintage = oldest(rest);
    out.push_back({.vintage = totals_[vintage].vintage, .quantity = lot(slot, vintage)});
  }
}

Tonnes AllowanceLedger::available_up_to(AccountSlot slot, Year newest) const {
  const Holding* held = find(slot);
  if (held == nullptr) return {};
  Tonnes usable;
  for (std::uint64_t rest = held->vintages; rest != 0; rest &= rest - 1) {
    const std::size_t vintage = oldest(rest);
    if (totals_[vintage].vintage > newest) break;
    usable += lot(slot, vintage);
  }
  return std::min(usable, held->available);
}

void AllowanceLedger::issue(AccountSlot slot, Year vintage, Tonnes quantity) {
  TANSHI_CHECK(covers(vintage) && quantity > Tonnes() && quantity <= issue_room());
  const std::size_t index = vintage_index(vintage);
  issued_ += quantity;
  totals_[index].issued += quantity;
  holding(slot).available += quantity;
  add_lot(slot, index, quantity);
}

void AllowanceLedger::escrow(AccountSlot slot, Tonnes quantity) {
  Holding& held = holding(slot);
  TANSHI_CHECK(quantity > Tonnes() && quantity <= held.available);
  held.available -= quantity;
  held.escrowed += quantity;
}

void AllowanceLedger::release(AccountSlot slot, Tonnes quantity) {
  Holding& held = holding(slot);
  TANSHI_CHECK(quantity > Tonnes() && quantity <= held.escrowed);
  held.escrowed -= quantity;
  held.available += quantity;
}

void AllowanceLedger::deliver(AccountSlot seller, AccountSlot buyer, Tonnes quantity) {
  TANSHI_CHECK(seller != buyer && quantity > Tonnes());
  holding(buyer).available += quantity;  // first: it may move the seller's holding
  Holding& sold = holding(seller);
  TANSHI_CHECK(quantity <= sold.escrowed);
  sold.escrowed -= quantity;
  take_oldest(seller, quantity,
              [&](std::size_t vintage, Tonnes part) { add_lot(buyer, vintage, part); });
}

void AllowanceLedger::transfer(AccountSlot from, AccountSlot to, Tonnes quantity,
                               std::vector<VintageHolding>& moved) {
  TANSHI_CHECK(from != to && quantity > Tonnes() && quantity <= balance(from).available);
  holding(to).available += quantity;
  holding(from).available -= quantity;
  take_oldest(from, quantity, [&](std::size_t vintage, Tonnes part) {
    add_lot(to, vintage, part);
    moved.push_back({.vintage = totals_[vintage].vintage, .quantity = part});
  });
}

void AllowanceLedger::cancel(AccountSlot slot, Tonnes quantity,
                             std::vector<VintageHolding>& moved) {
  TANSHI_CHECK(quantity > Tonnes() && quantity <= balance(slot).available);
  holding(slot).available -= quantity;
  take_oldest(slot, quantity, [&](std::size_t vintage, Tonnes part) {
    totals_[vintage].cancelled += part;
    moved.push_back({.vintage = totals_[vintage].vintage, .quantity = part});
  });
}

void AllowanceLedger::surrender(AccountSlot slot, Year newest, Tonnes quantity,
                                std::vector<VintageHolding>& moved) {
  TANSHI_CHECK(quantity > Tonnes() && quantity <= available_up_to(slot, newest));
  holding(slot).available -= quantity;
  take_oldest(slot, quantity, [&](std::size_t vintage, Tonnes part) {
    totals_[vintage].surrendered += part;
    moved.push_back({.vintage = totals_[vintage].vintage, .quantity = part});
  });
}

bool AllowanceLedger::restore_account(AccountSlot slot, const std::vector<VintageHolding>& lots,
                                      AllowanceBalance balance) {
  const auto is_bounded = [](Tonnes held) { return held >= Tonnes() && held <= kMaxIssued; };
  if (!is_bounded(balance.available) || !is_bounded(balance.escrowed)) return false;
  Holding& held = holding(slot);
  if (held.vintages != 0) return false;
  held.available = balance.available;
  held.escrowed = balance.escrowed;
  for (const VintageHolding& item : lots) {
    if (!covers(item.vintage) || item.quantity <= Tonnes() || item.quantity > kMaxIssued) {
      return false;
    }
    const std::size_t vintage = vintage_index(item.vintage);
    if (held.vintages >> vintage != 0) return false;  // not oldest first, or twice
    add_lot(slot, vintage, item.quantity);
  }
  return true;
}

bool AllowanceLedger::restore_totals(const std::vector<VintageTotals>& totals) {
  if (totals.size() != vintage_count()) return false;
  const auto is_bounded = [](Tonnes total) { return total >= Tonnes() && total <= kMaxIssued; };
  for (std::size_t vintage = 0; vintage < totals.size(); ++vintage) {
    const VintageTotals& total = totals[vintage];
    if (total.vintage != totals_[vintage].vintage || !is_bounded(total.surrendered) ||
        !is_bounded(total.cancelled) || total.issued < Tonnes() || total.issued > issue_room()) {
      return false;
    }
    issued_ += total.issued;
  }
  totals_ = totals;
  return true;
}

bool AllowanceLedger::is_consistent() const {
  std::vector<Int128> held_by_vintage(vintage_count());
  for (std::size_t index = 0; index < holdings_.size(); ++index) {
    const auto slot = static_cast<AccountSlot>(index);
    const Holding& held = holdings_[index];
    if (held.available < Tonnes() || held.escrowed < Tonnes()) return false;
    Int128 sum = 0;
    for (std::size_t vintage = 0; vintage < vintage_count(); ++vintage) {
      const Tonnes part = lot(slot, vintage);
      if (part < Tonnes() || (part != Tonnes()) != ((held.vintages >> vintage & 1) != 0)) {
        return false;
      }
      sum += part.raw();
      held_by_vintage[vintage] += part.raw();
    }
    if (sum != Int128{held.available.raw()} + held.escrowed.raw()) return false;
  }

  Int128 issued = 0;
  for (std::size_t vintage = 0; vintage < vintage_count(); ++vintage) {
    const VintageTotals& total = totals_[vintage];
    if (total.surrendered < Tonnes() || total.cancelled < Tonnes()) return false;
    const Int128 placed =
        held_by_vintage[vintage] + total.surrendered.raw() + total.cancelled.raw();
    if (placed != total.issued.raw()) return false;
    issued += placed;
  }
  return issued == issued_.raw() && issued_ <= kMaxIssued;
}

std::size_t AllowanceLedger::vintage_index(Year vintage) const {
  return static_cast<std::size_t>(raw(vintage) - raw(first_));
}

Tonnes& AllowanceLedger::lot(AccountSlot slot, std::size_t vintage) {
  return lots_[index_of(slot) * vintage_count() + vintage];
}

Tonnes AllowanceLedger::lot(AccountSlot slot, std::size_t vintage) const {
  return lots_[index_of(slot) * vintage_count() + vintage];
}

AllowanceLedger::Holding& AllowanceLedger::holding(AccountSlot slot) {
  const std::size_t index = index_of(slot);
  if (index >= holdings_.size()) {
    holdings_.resize(index + 1);
    lots_.resize((index + 1) * vintage_count());
  }
  return holdings_[index];
}

const AllowanceLedger::Holding* AllowanceLedger::find(AccountSlot slot) const {
  return index_of(slot) < holdings_.size() ? &holdings_[index_of(slot)] : nullptr;
}

void AllowanceLedger::add_lot(AccountSlot slot, std::size_t vintage, Tonnes quantity) {
  lot(slot, vintage) += quantity;
  holdings_[index_of(slot)].vintages |= bit(vintage);
}

// The loop ends: each pass takes all that is asked or empties a lot, and the lots cover it.
template <class Put>
void AllowanceLedger::take_oldest(AccountSlot slot, Tonnes quantity, const Put& put) {
  Holding& held = holdings_[index_of(slot)];
  while (quantity > Tonnes()) {
    TANSHI_CHECK(held.vintages != 0);
    const std::size_t vintage = oldest(held.vintages);
    Tonnes& source = lot(slot, vintage);
    const Tonnes part = std::min(source, quantity);
    source -= part;
    quantity -= part;
    if (source == Tonnes()) held.vintages &= ~bit(vintage);
    put(vintage, part);
  }
}

}  // namespace tanshi
