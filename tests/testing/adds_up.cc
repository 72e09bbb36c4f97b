#include "tests/testing/adds_up.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

using Totals = std::map<std::int32_t, Int128>;  // by account or by vintage

// A total that is nought counts as none.
bool is_equal(const Totals& a, const Totals& b) {
  const auto covers = [](const Totals& one, const Totals& other) {
    for (const auto& [key, total] : one) {
      const auto found = other.find(key);
      if (total != (found == other.end() ? Int128{0} : found->second)) return false;
    }
    return true;
  };
  return covers(a, b) && covers(b, a);
}

std::int32_t key_of(AccountId account) {
  return static_cast<std::int32_t>(account);
}

bool holdings_add_up(const InstrumentState& instrument) {
  Totals placed;
  for (const HoldingState& holding : instrument.holdings) {
    Int128 sum = 0;
    for (const VintageHolding& lot : holding.lots) {
      sum += lot.quantity.raw();
      placed[raw(lot.vintage)] += lot.quantity.raw();
    }
    if (holding.balance.available < Tonnes() || holding.balance.escrowed < Tonnes()) return false;
    if (sum != Int128{holding.balance.available.raw()} + holding.balance.escrowed.raw()) {
      return false;
    }
  }
  Totals issued;
  for (const VintageTotals& total : instrument.vintages) {
    placed[raw(total.vintage)] += Int128{total.surrendered.raw()} + total.cancelled.raw();
    issued[raw(total.vintage)] += total.issued.raw();
  }
  return is_equal(placed, issued);
}

// Adds the cash that buy orders bind to `cash`.
bool orders_add_up(const InstrumentState& instrument, Totals& cash) {
  Totals bound;
  Price bid;
  Price ask = kMaxPrice + Price(1);
  for (const OrderState& order : instrument.orders) {
    if (order.side == Side::kBuy) {
      const Int128 value = Int128{order.limit.raw()} * order.open.raw();
      const BasisPoints fee = std::max(instrument.rules.taker_fee, instrument.rules.maker_fee);
      cash[key_of(order.account)] += value + value * fee.raw() / 10'000;
      bid = std::max(bid, order.limit);
    } else {
      bound[key_of(order.account)] += order.open.raw();
      ask = std::min(ask, order.limit);
    }
  }
  Totals escrowed;
  for (const HoldingState& holding : instrument.holdings) {
    escrowed[key_of(holding.account)] += holding.balance.escrowed.raw();
  }
  return is_equal(bound, escrowed) && bid < ask;
}

}  // namespace

bool adds_up(const MarketState& state) {
  Totals bound;
  for (const InstrumentState& instrument : state.instruments) {
    if (!holdings_add_up(instrument) || !orders_add_up(instrument, bound)) return false;
  }
  Totals escrowed;
  Int128 held = Int128{state.penalties.raw()} + state.fees.raw();
  for (const AccountState& account : state.accounts) {
    escrowed[key_of(account.account)] += account.cash.escrowed.raw();
    held += Int128{account.cash.available.raw()} + account.cash.escrowed.raw();
  }
  return is_equal(bound, escrowed) && held == state.net_deposits.raw();
}

}  // namespace tanshi
