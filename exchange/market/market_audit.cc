#include "exchange/market/market_audit.h"

#include <cstddef>
#include <vector>

#include "exchange/base/checked_math.h"
#include "exchange/market/settlement.h"

namespace tanshi {

namespace {

struct Bound {
  AccountArray<Int128> cash;        // in all instruments
  AccountArray<Int128> allowances;  // in one instrument
  std::size_t order_count = 0;      // in all instruments
};

// Adds what one order or offer binds.
void add_one(const Instrument& instrument, AccountId account, Side side, Price limit, Tonnes open,
             Bound& bound) {
  bound.cash[account] += bound_cash(instrument, side, limit, open).raw();
  if (side == Side::kSell && !instrument.forward) bound.allowances[account] += open.raw();
}

// Adds what the orders of one instrument bind. False if one is not known to its account.
bool add_orders(const MarketCore& core, const Instrument& instrument, Bound& bound) {
  std::vector<RestingOrder> orders;
  instrument.book.all_orders(orders);
  for (const RestingOrder& order : orders) {
    const LiveOrder* live = core.live_orders.find({order.id, order.account});
    if (live == nullptr || live->handle != order.handle || live->instrument != instrument.id) {
      return false;
    }
    if (order.id > core.accounts.last_order(order.account)) return false;
    ++bound.order_count;
    add_one(instrument, order.account, order.side, order.limit, order.open, bound);
  }
  return true;
}

// Adds what the direct offers bind.
void add_offers(const MarketCore& core, const Instrument& instrument, Bound& bound) {
  for (const auto& [key, offer] : core.offers) {
    if (offer.instrument != instrument.id) continue;
    add_one(instrument, offer.account, offer.side, offer.price, offer.quantity, bound);
  }
}

// Adds the margins of the positions.
void add_margins(const MarketCore& core, const Instrument& instrument, Bound& bound) {
  core.ledger.positions(instrument.id).for_each([&](AccountId account, const Position& position) {
    bound.cash[account] += margin_on(position.value, instrument.forward->margin).raw();
  });
}

// Adds what the bids and the consignments of the open auctions bind.
void add_bids(const MarketCore& core, Bound& bound) {
  for (const OpenAuction& auction : core.auctions) {
    for (const OpenBid& bid : auction.bids) {
      bound.cash[bid.account] += Int128{bid.price.raw()} * bid.quantity.raw();
    }
  }
}

void add_consignments(const MarketCore& core, InstrumentId instrument, Bound& bound) {
  for (const OpenAuction& auction : core.auctions) {
    if (auction.announced.instrument != instrument) continue;
    for (const Consignment& consigned : auction.consignments) {
      bound.allowances[consigned.account] += consigned.quantity.raw();
    }
  }
}

}  // namespace

bool escrow_matches_orders(const MarketCore& core) {
  Bound bound;
  bool is_sound = true;
  for (const auto& instrument : core.instruments) {
    if (!instrument) continue;
    bound.allowances = {};
    if (!add_orders(core, *instrument, bound)) return false;
    add_offers(core, *instrument, bound);
    if (instrument->forward) {
      add_margins(core, *instrument, bound);
      continue;
    }
    add_consignments(core, instrument->id, bound);
    const AllowanceLedger& ledger = core.ledger.allowances(instrument->id);
    core.accounts.for_each([&](AccountId account) {
      const Tonnes escrowed = ledger.balance(account).escrowed;
      is_sound = is_sound && bound.allowances.value(account) == escrowed.raw();
    });
  }
  add_bids(core, bound);
  core.accounts.for_each([&](AccountId account) {
    const Cash escrowed = core.ledger.cash().balance(account).escrowed;
    is_sound = is_sound && bound.cash.value(account) == escrowed.raw();
  });
  return is_sound && bound.order_count == core.live_orders.size();
}

}  // namespace tanshi
