// Carries out what concerns orders: what they bind in escrow, what they trade, how they end.
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"
#include "exchange/market/market_core.h"

namespace tanshi {

namespace {

void bind(MarketCore& core, AccountSlot slot, InstrumentId instrument, Side side, Price limit,
          Tonnes quantity) {
  if (side == Side::kBuy) {
    core.ledger.cash().escrow(slot, limit * quantity);
  } else {
    core.ledger.allowances(instrument).escrow(slot, quantity);
  }
}

void release(MarketCore& core, AccountSlot slot, InstrumentId instrument, Side side, Price limit,
             Tonnes quantity) {
  if (side == Side::kBuy) {
    core.ledger.cash().release(slot, limit * quantity);
  } else {
    core.ledger.allowances(instrument).release(slot, quantity);
  }
}

// Takes a resting order out of its book.
void end_resting(MarketCore& core, AccountSlot slot, LiveOrder live, CancelReason reason,
                 Events& events) {
  const RestingOrder order = core.instrument(live.instrument).book.cancel(live.handle);
  core.trader(slot).live.erase(order.id);
  release(core, slot, live.instrument, order.side, order.limit, order.open);
  events.emplace_back(OrderCancelled{.account = order.account,
                                     .order = order.id,
                                     .instrument = live.instrument,
                                     .side = order.side,
                                     .limit = order.limit,
                                     .quantity = order.open,
                                     .reason = reason,
                                     .resting = true});
}

// Follows up on one resting order that the incoming order touched; the book is done with it.
void settle_fill(MarketCore& core, Instrument& instrument, AccountSlot taker_slot,
                 const NewOrder& taker, const BookEvent& fill, Events& events) {
  const AccountSlot maker_slot = core.slot_of(fill.account);
  const bool taker_buys = taker.side == Side::kBuy;
  core.ledger.settle({.instrument = instrument.id,
                      .buyer = taker_buys ? taker_slot : maker_slot,
                      .seller = taker_buys ? maker_slot : taker_slot,
                      .price = fill.limit,
                      .buyer_limit = taker_buys ? taker.limit : fill.limit,
                      .quantity = fill.quantity});
  if (fill.open == Tonnes()) core.trader(maker_slot).live.erase(fill.id);
  instrument.last = fill.limit;
  instrument.volume += fill.quantity;
  events.emplace_back(Traded{.instrument = instrument.id,
                             .taker_side = taker.side,
                             .price = fill.limit,
                             .quantity = fill.quantity,
                             .maker_account = fill.account,
                             .maker_order = fill.id,
                             .taker_account = taker.account,
                             .taker_order = taker.id});
}

void end_self_traded(MarketCore& core, const Instrument& instrument, const BookEvent& gone,
                     Events& events) {
  const AccountSlot slot = core.slot_of(gone.account);
  core.trader(slot).live.erase(gone.id);
  release(core, slot, instrument.id, gone.side, gone.limit, gone.quantity);
  events.emplace_back(OrderCancelled{.account = gone.account,
                                     .order = gone.id,
                                     .instrument = instrument.id,
                                     .side = gone.side,
                                     .limit = gone.limit,
                                     .quantity = gone.quantity,
                                     .reason = CancelReason::kSelfTradePrevention,
                                     .resting = true});
}

// What became of the part that did not trade and does not rest.
void end_incoming(MarketCore& core, const Instrument& instrument, AccountSlot slot,
                  const NewOrder& order, const SubmitResult& result, Events& events) {
  release(core, slot, instrument.id, order.side, order.limit, result.open);
  events.emplace_back(OrderCancelled{.account = order.account,
                                     .order = order.id,
                                     .instrument = instrument.id,
                                     .side = order.side,
                                     .limit = order.limit,
                                     .quantity = result.open,
                                     .reason = result.self_trade_stopped
                                                   ? CancelReason::kSelfTradePrevention
                                                   : CancelReason::kImmediateRemainder,
                                     .resting = false});
}

// Sends an admitted order to its book and settles what comes of it. The handle of what rests;
// zero if nothing does.
OrderHandle place(MarketCore& core, Instrument& instrument, AccountSlot slot, const NewOrder& order,
                  Events& events) {
  events.emplace_back(OrderAccepted{.account = order.account,
                                    .order = order.id,
                                    .instrument = instrument.id,
                                    .side = order.side,
                                    .limit = order.limit,
                                    .quantity = order.quantity});
  bind(core, slot, instrument.id, order.side, order.limit, order.quantity);

  core.book_events.clear();
  const SubmitResult result = instrument.book.submit(order, core.book_events);
  for (const BookEvent& touched : core.book_events) {
    if (touched.kind == BookEvent::Kind::kFill) {
      settle_fill(core, instrument, slot, order, touched, events);
    } else {
      end_self_traded(core, instrument, touched, events);
    }
  }

  if (result.rested) {
    events.emplace_back(OrderRested{.account = order.account,
                                    .order = order.id,
                                    .instrument = instrument.id,
                                    .side = order.side,
                                    .limit = order.limit,
                                    .open = result.open});
  } else if (result.open > Tonnes()) {
    end_incoming(core, instrument, slot, order, result, events);
  }
  return result.handle;
}

}  // namespace

NewOrder book_order(const SubmitOrder& command) {
  return {.id = command.order,
          .account = command.account,
          .side = command.side,
          .limit = command.limit,
          .quantity = command.quantity,
          .time_in_force = command.type == OrderType::kMarket ? TimeInForce::kImmediateOrCancel
                                                              : command.time_in_force,
          .self_trade_prevention = command.self_trade_prevention,
          .post_only = command.post_only};
}

void carry_out(MarketCore& core, const SubmitOrder& command, Events& events) {
  const AccountSlot slot = core.slot_of(command.account);
  Instrument& instrument = core.instrument(command.instrument);
  core.trader(slot).last_order = command.order;

  const OrderHandle handle = place(core, instrument, slot, book_order(command), events);

  if (handle == OrderHandle{}) return;
  core.trader(slot).live.insert({.order = command.order,
                                 .handle = handle,
                                 .instrument = command.instrument,
                                 .self_trade_prevention = command.self_trade_prevention});
}

void carry_out(MarketCore& core, const CancelOrder& command, Events& events) {
  const AccountSlot slot = core.slot_of(command.account);
  const LiveOrder* live = core.trader(slot).live.find(command.order);
  end_resting(core, slot, *live, CancelReason::kByHolder, events);
}

void carry_out(MarketCore& core, const ReplaceOrder& command, Events& events) {
  const AccountSlot slot = core.slot_of(command.account);
  LiveOrders& orders = core.trader(slot).live;
  const LiveOrder live = *orders.find(command.order);
  Instrument& instrument = core.instrument(live.instrument);
  const RestingOrder old = *instrument.book.find(live.handle);

  if (command.limit == old.limit && command.quantity <= old.open) {
    const Tonnes reduction = old.open - command.quantity;
    instrument.book.shrink(live.handle, command.quantity);
    if (reduction > Tonnes()) {
      release(core, slot, instrument.id, old.side, old.limit, reduction);
    }
    events.emplace_back(OrderReduced{.account = command.account,
                                     .order = command.order,
                                     .instrument = instrument.id,
                                     .side = old.side,
                                     .limit = old.limit,
                                     .open = command.quantity,
                                     .reduction = reduction});
    return;
  }

  instrument.book.cancel(live.handle);
  release(core, slot, instrument.id, old.side, old.limit, old.open);
  events.emplace_back(OrderCancelled{.account = command.account,
                                     .order = command.order,
                                     .instrument = instrument.id,
                                     .side = old.side,
                                     .limit = old.limit,
                                     .quantity = old.open,
                                     .reason = CancelReason::kReplaced,
                                     .resting = true});
  const OrderHandle handle = place(core, instrument, slot,
                                   {.id = command.order,
                                    .account = command.account,
                                    .side = old.side,
                                    .limit = command.limit,
                                    .quantity = command.quantity,
                                    .time_in_force = old.time_in_force,
                                    .self_trade_prevention = live.self_trade_prevention,
                                    .post_only = command.post_only},
                                   events);
  if (handle == OrderHandle{}) {
    orders.erase(command.order);
  } else {
    orders.find(command.order)->handle = handle;
  }
}

void carry_out(MarketCore& core, const CancelAllOrders& command, Events& events) {
  const AccountSlot slot = core.slot_of(command.account);
  LiveOrders& orders = core.trader(slot).live;
  core.order_ids.clear();
  orders.for_each([&](const LiveOrder& live) {
    if (!command.instrument || live.instrument == *command.instrument) {
      core.order_ids.push_back(live.order);
    }
  });
  for (const OrderId order : core.order_ids) {
    end_resting(core, slot, *orders.find(order), CancelReason::kByHolder, events);
  }
}

void carry_out(MarketCore& core, const CloseDay&, Events& events) {
  for (auto& place : core.instruments) {
    if (!place) continue;
    core.resting_orders.clear();
    place->book.day_orders(core.resting_orders);
    for (const RestingOrder& order : core.resting_orders) {
      const AccountSlot slot = core.slot_of(order.account);
      const LiveOrder* live = core.trader(slot).live.find(order.id);
      end_resting(core, slot, *live, CancelReason::kDayEnded, events);
    }
    place->close = place->last;
    events.emplace_back(
        InstrumentClosed{.instrument = place->id, .close = place->close, .volume = place->volume});
    place->volume = Tonnes();
  }
  events.emplace_back(DayClosed{});
}

}  // namespace tanshi
