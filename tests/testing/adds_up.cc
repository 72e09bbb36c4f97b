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

const ForwardState* find_forward(const MarketState& state, InstrumentId instrument) {
  const auto found = std::ranges::find(state.forwards, instrument, &ForwardState::instrument);
  return found != state.forwards.end() ? &*found : nullptr;
}

Int128 margin_of(Int128 value, BasisPoints rate) {
  return ((value < 0 ? -value : value) * rate.raw() + 9'999) / 10'000;
}

// What buying `quantity` at `price` binds: with the higher fee, rounded down; of a forward on
// either side the margin, rounded up for each tonne.
Int128 bound_cash(const TradingRules& rules, const ForwardState* forward, Side side, Price price,
                  Tonnes quantity) {
  const Int128 value = Int128{price.raw()} * quantity.raw();
  const Int128 fee = value * std::max(rules.taker_fee, rules.maker_fee).raw() / 10'000;
  if (forward != nullptr) return margin_of(price.raw(), forward->margin) * quantity.raw() + fee;
  return side == Side::kBuy ? value + fee : 0;
}

bool positions_add_up(const ForwardState& forward, Totals& cash) {
  Int128 quantity = 0;
  Int128 value = 0;
  for (const PositionState& position : forward.positions) {
    quantity += position.quantity.raw();
    value += position.value.raw();
    cash[key_of(position.account)] += margin_of(position.value.raw(), forward.margin);
  }
  return quantity == 0 && value == 0 && (!forward.is_delivered || forward.positions.empty());
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
    if (find_forward(state, instrument) != nullptr) continue;
    bound[key_of(offer.account)] += offer.quantity.raw();
  }
  return bound;
}

// Adds the cash that orders and offers bind to `cash`; `bound` are the tonnes that
// others than orders bind.
bool orders_add_up(const MarketState& state, const InstrumentState& instrument, Totals bound,
                   Totals& cash) {
  const ForwardState* forward = find_forward(state, instrument.instrument);
  const auto bind = [&](AccountId account, Side side, Price price, Tonnes quantity) {
    cash[key_of(account)] += bound_cash(instrument.rules, forward, side, price, quantity);
  };
  for (const DirectOffer& offer : state.offers) {
    if (offer.instrument != instrument.instrument) continue;
    bind(offer.account, offer.side, offer.price, offer.quantity);
  }
  Price bid;
  Price ask = kMaxPrice + Price(1);
  for (const OrderState& order : instrument.orders) {
    bind(order.account, order.side, order.limit, order.open);
    if (order.side == Side::kBuy) {
      bid = std::max(bid, order.limit);
    } else {
      if (forward == nullptr) bound[key_of(order.account)] += order.open.raw();
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
  for (const ForwardState& forward : state.forwards) {
    if (!positions_add_up(forward, bound)) return false;
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
