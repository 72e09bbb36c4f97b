#include "exchange/market/market_audit.h"

#include <cstddef>
#include <vector>

#include "exchange/base/checked_math.h"

namespace tanshi {

namespace {

struct Bound {
  std::vector<Int128> cash;         // by slot, in all instruments
  std::vector<Int128> allowances;   // by slot, in one instrument
  std::vector<std::size_t> orders;  // by slot
};

// Adds what the orders of one instrument bind. False if one is not known to its account.
bool add_orders(const MarketCore& core, const Instrument& instrument, Bound& bound) {
  std::vector<RestingOrder> orders;
  instrument.book.all_orders(orders);
  for (const RestingOrder& order : orders) {
    const AccountSlot slot = core.slot_of(order.account);
    const LiveOrder* live = core.trader(slot).live.find(order.id);
    if (live == nullptr || live->handle != order.handle || live->instrument != instrument.id) {
      return false;
    }
    if (order.id > core.trader(slot).last_order) return false;
    ++bound.orders[index_of(slot)];
    if (order.side == Side::kBuy) {
      bound.cash[index_of(slot)] += Int128{order.limit.raw()} * order.open.raw();
    } else {
      bound.allowances[index_of(slot)] += order.open.raw();
    }
  }
  return true;
}

}  // namespace

bool escrow_matches_orders(const MarketCore& core) {
  const std::size_t accounts = core.traders.size();
  Bound bound;
  bound.cash.resize(accounts);
  bound.orders.resize(accounts);
  for (const auto& instrument : core.instruments) {
    if (!instrument) continue;
    bound.allowances.assign(accounts, 0);
    if (!add_orders(core, *instrument, bound)) return false;
    for (std::size_t index = 0; index < accounts; ++index) {
      const auto slot = static_cast<AccountSlot>(index);
      const Tonnes escrowed = core.ledger.allowances(instrument->id).balance(slot).escrowed;
      if (bound.allowances[index] != escrowed.raw()) return false;
    }
  }
  for (std::size_t index = 0; index < accounts; ++index) {
    const auto slot = static_cast<AccountSlot>(index);
    if (bound.cash[index] != core.ledger.cash().balance(slot).escrowed.raw()) return false;
    if (bound.orders[index] != core.trader(slot).live.size()) return false;
  }
  return true;
}

}  // namespace tanshi
