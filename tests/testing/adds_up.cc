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

// What buying `quantity` at `price` binds: with the higher fee, rounded down.
Int128 bound_cash(const TradingRules& rules, Price price, Tonnes quantity) {
  const Int128 value = Int128{price.raw()} * quantity.raw();
  return value + value * std::max(rules.taker_fee, rules.maker_fee).raw() / 10'000;
}

// The tonnes of the instrument that consignments and direct offers bind, by account.
Totals bound_otherwise(const MarketState& state, InstrumentId instrument) {
  Totals bound;
  for (const OpenAuction& auction : state.auctions) {
    if (auction.announced.instrument != instrument) continue;
    for (const Consignment& part : auction.consignments) {
      bound[key_of(part.account)] += part.quantity.raw();
    }
  }
  for (const DirectOffer& offer : state.offers) {
    if (offer.instrument != instrument || offer.side == Side::kBuy) continue;
    bound[key_of(offer.account)] += offer.quantity.raw();
  }
  return bound;
}

// Adds the cash that buy orders and offers to buy bind to `cash`; `bound` are the tonnes that
// others than orders bind.
bool orders_add_up(const MarketState& state, const InstrumentState& instrument, Totals bound,
                   Totals& cash) {
  for (const DirectOffer& offer : state.offers) {
    if (offer.instrument != instrument.instrument || offer.side != Side::kBuy) continue;
    cash[key_of(offer.account)] += bound_cash(instrument.rules, offer.price, offer.quantity);
  }
  Price bid;
  Price ask = kMaxPrice + Price(1);
  for (const OrderState& order : instrument.orders) {
    if (order.side == Side::kBuy) {
      cash[key_of(order.account)] += bound_cash(instrument.rules, order.limit, order.open);
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
  const bool may_cross = instrument.rules.mode != TradingMode::kContinuous;
  return is_equal(bound, escrowed) && (may_cross || bid < ask);
}

}  // namespace

bool adds_up(const MarketState& state) {
  Totals bound;
  for (const InstrumentState& instrument : state.instruments) {
    const Totals otherwise = bound_otherwise(state, instrument.instrument);
    if (!holdings_add_up(instrument) || !orders_add_up(state, instrument, otherwise, bound)) {
      return false;
    }
  }
  for (const OpenAuction& auction : state.auctions) {
    for (const OpenBid& bid : auction.bids) {
      bound[key_of(bid.account)] += Int128{bid.price.raw()} * bid.quantity.raw();
    }
  }
  Totals escrowed;
  Int128 held = state.penalties.raw();
  for (const AccountState& account : state.accounts) {
    escrowed[key_of(account.account)] += account.cash.escrowed.raw();
    held += Int128{account.cash.available.raw()} + account.cash.escrowed.raw();
  }
  return is_equal(bound, escrowed) && held == state.net_deposits.raw();
}

}  // namespace tanshi
