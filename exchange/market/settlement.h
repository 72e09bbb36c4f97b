// What an order binds and what a trade moves, whichever way it came about. Private to
// exchange/market; inline, since every trade goes through it.
#pragma once

#include "exchange/base/checked_math.h"
#include "exchange/market/market_core.h"

namespace tanshi {

// The cash that an order for `open` tonnes binds: what a buyer may have to pay, or of a forward,
// the margin of either side, with its fee.
[[nodiscard]] inline Cash bound_cash(const Instrument& instrument, Side side, Price limit,
                                     Tonnes open) {
  if (instrument.forward) {
    return bound_by_forward(instrument.rules, instrument.forward->margin, limit, open);
  }
  return side == Side::kBuy ? bound_by_buyer(instrument.rules, limit, open) : Cash();
}

// Of the cash that `open` tonnes bind, the part that `quantity` of them no longer needs.
[[nodiscard]] inline Cash unbound(const Instrument& instrument, Side side, Price limit, Tonnes open,
                                  Tonnes quantity) {
  return bound_cash(instrument, side, limit, open) -
         bound_cash(instrument, side, limit, open - quantity);
}

inline void bind(MarketCore& core, const Instrument& instrument, AccountId account, Side side,
                 Price limit, Tonnes quantity) {
  if (side == Side::kBuy || instrument.forward) {
    core.ledger.cash().escrow(account, bound_cash(instrument, side, limit, quantity));
  } else {
    core.ledger.allowances(instrument.id).escrow(account, quantity);
  }
}

// Gives back what `quantity` of `open` tonnes bind.
inline void release(MarketCore& core, const Instrument& instrument, AccountId account, Side side,
                    Price limit, Tonnes open, Tonnes quantity) {
  if (side == Side::kBuy || instrument.forward) {
    core.ledger.cash().release(account, unbound(instrument, side, limit, open, quantity));
  } else {
    core.ledger.allowances(instrument.id).release(account, quantity);
  }
}

// One side of a trade: the order, and the cash that it bound for it.
struct Party {
  AccountId account{};
  OrderId order{};
  Cash bound;
  BasisPoints fee;
};

// What the account's position in a forward binds.
[[nodiscard]] Cash position_margin(const MarketCore& core, const Instrument& instrument,
                                   AccountId account);

// Moves what both have bound into their positions (forwards.cc).
void settle_into_positions(MarketCore& core, const Instrument& instrument, const Party& buyer,
                           const Party& seller, Price price, Tonnes quantity);

// Delivery versus payment, out of what both have bound.
inline void settle(MarketCore& core, Instrument& instrument, const Party& buyer,
                   const Party& seller, Price price, Tonnes quantity) {
  if (instrument.forward) {
    settle_into_positions(core, instrument, buyer, seller, price, quantity);
    return;
  }
  core.ledger.settle({.instrument = instrument.id,
                      .buyer = buyer.account,
                      .seller = seller.account,
                      .price = price * quantity,
                      .bound = buyer.bound,
                      .quantity = quantity});
  if (instrument.rules.t_plus_one) instrument.note_bought(buyer.account, quantity);
}

inline void charge_fee(MarketCore& core, const Instrument& instrument, const Party& party,
                       Cash value, Events& events) {
  if (party.fee == BasisPoints()) return;
  const Cash fee = fee_on(value, party.fee);
  if (fee == Cash()) return;
  const AccountId to = instrument.rules.fee_account;
  core.ledger.cash().charge(party.account, to, fee);
  events.emplace_back(FeeCharged{.account = party.account,
                                 .order = party.order,
                                 .instrument = instrument.id,
                                 .to = to,
                                 .amount = fee});
}

// Says what the account has of a forward (forwards.cc).
void tell_position(const MarketCore& core, const Instrument& instrument, AccountId account,
                   Events& events);

// Follows the event of the trade: what it means for its two sides, and what they pay for it.
inline void finish_trade(MarketCore& core, const Instrument& instrument, const Party& first,
                         const Party& second, Cash value, Events& events) {
  if (instrument.forward) {
    tell_position(core, instrument, first.account, events);
    tell_position(core, instrument, second.account, events);
  }
  charge_fee(core, instrument, first, value, events);
  charge_fee(core, instrument, second, value, events);
}

// A trade that makes prices.
inline void note_trade(Instrument& instrument, Price price, Tonnes quantity) {
  instrument.last = price;
  instrument.volume += quantity;
  instrument.value += price * quantity;
}

// After the trades of one command: halts the instrument if they moved its price too far.
inline void watch_breaker(Instrument& instrument, Events& events) {
  if (instrument.halt != Halt::kNotHalted ||
      !trips(instrument.last, instrument.reference(), instrument.rules.breaker)) {
    return;
  }
  instrument.halt = Halt::kByBreaker;
  events.emplace_back(HaltChanged{.instrument = instrument.id, .halt = instrument.halt});
}

// Follows up on one resting order that the incoming order met, with `open` left of the incoming one
// before; the book is done with it.
void settle_fill(MarketCore& core, Instrument& instrument, const NewOrder& order, Tonnes open,
                 const BookEvent& fill, Events& events);

// Takes a resting order out of its book.
void end_resting(MarketCore& core, Instrument& instrument, OrderHandle handle, CancelReason reason,
                 Events& events);

// Ends the resting orders outside the band.
void end_outside_band(MarketCore& core, Instrument& instrument, Events& events);

// Ends all direct offers of the instrument.
void end_offers(MarketCore& core, const Instrument& instrument, CancelReason reason,
                Events& events);

}  // namespace tanshi
