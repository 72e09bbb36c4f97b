// Carries out what concerns orders: what they bind in escrow, what they trade, how they end.
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"
#include "exchange/market/market_core.h"

namespace tanshi {

namespace {

void bind(MarketCore& core, AccountId account, InstrumentId instrument, Side side, Price limit,
          Tonnes quantity) {
  if (side == Side::kBuy) {
    core.ledger.cash().escrow(account, limit * quantity);
  } else {
    core.ledger.allowances(instrument).escrow(account, quantity);
  }
}

void release(MarketCore& core, AccountId account, InstrumentId instrument, Side side, Price limit,
             Tonnes quantity) {
  if (side == Side::kBuy) {
    core.ledger.cash().release(account, limit * quantity);
  } else {
    core.ledger.allowances(instrument).release(account, quantity);
  }
}

// Takes a resting order out of its book.
void end_resting(MarketCore& core, Instrument& instrument, OrderHandle handle, CancelReason reason,
                 Events& events) {
  const RestingOrder order = instrument.book.cancel(handle);
  core.live_orders.erase({order.id, order.account});
  release(core, order.account, instrument.id, order.side, order.limit, order.open);
  events.emplace_back(OrderCancelled{.account = order.account,
                                     .order = order.id,
                                     .instrument = instrument.id,
                                     .side = order.side,
                                     .limit = order.limit,
                                     .quantity = order.open,
                                     .reason = reason,
                                     .resting = true});
}

// Ends the orders in `core.resting_orders`, in their sequence.
void end_all(MarketCore& core, Instrument& instrument, CancelReason reason, Events& events) {
  for (const RestingOrder& order : core.resting_orders) {
    end_resting(core, instrument, order.handle, reason, events);
  }
}

// Follows up on one resting order that the incoming order touched; the book is done with it.
void settle_fill(MarketCore& core, Instrument& instrument, const NewOrder& taker,
                 const BookEvent& fill, Events& events) {
  const bool taker_buys = taker.side == Side::kBuy;
  core.ledger.settle({.instrument = instrument.id,
                      .buyer = taker_buys ? taker.account : fill.account,
                      .seller = taker_buys ? fill.account : taker.account,
                      .price = fill.limit,
                      .buyer_limit = taker_buys ? taker.limit : fill.limit,
                      .quantity = fill.quantity});
  if (fill.open == Tonnes()) core.live_orders.erase({fill.id, fill.account});
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
  core.live_orders.erase({gone.id, gone.account});
  release(core, gone.account, instrument.id, gone.side, gone.limit, gone.quantity);
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
void end_incoming(MarketCore& core, const Instrument& instrument, const NewOrder& order,
                  const SubmitResult& result, Events& events) {
  release(core, order.account, instrument.id, order.side, order.limit, result.open);
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
OrderHandle place(MarketCore& core, Instrument& instrument, const NewOrder& order, Events& events) {
  events.emplace_back(OrderAccepted{.account = order.account,
                                    .order = order.id,
                                    .instrument = instrument.id,
                                    .side = order.side,
                                    .limit = order.limit,
                                    .quantity = order.quantity});
  bind(core, order.account, instrument.id, order.side, order.limit, order.quantity);

  core.book_events.clear();
  const SubmitResult result = instrument.book.submit(order, core.book_events);
  for (const BookEvent& touched : core.book_events) core.prefetch(touched.account, instrument);
  for (const BookEvent& touched : core.book_events) {
    if (touched.kind == BookEvent::Kind::kFill) {
      settle_fill(core, instrument, order, touched, events);
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
    end_incoming(core, instrument, order, result, events);
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
  Instrument& instrument = core.instrument(command.instrument);
  core.accounts.use_order(command.account, command.order);

  const OrderHandle handle = place(core, instrument, book_order(command), events);

  if (handle == OrderHandle{}) return;
  core.live_orders.insert({command.order, command.account},
                          {.handle = handle,
                           .instrument = command.instrument,
                           .self_trade_prevention = command.self_trade_prevention});
}

void carry_out(MarketCore& core, const CancelOrder& command, Events& events) {
  const LiveOrder* live = core.live_orders.find({command.order, command.account});
  end_resting(core, core.instrument(live->instrument), live->handle, CancelReason::kByHolder,
              events);
}

void carry_out(MarketCore& core, const ReplaceOrder& command, Events& events) {
  const OrderKey key{command.order, command.account};
  const LiveOrder live = *core.live_orders.find(key);
  Instrument& instrument = core.instrument(live.instrument);
  const RestingOrder old = *instrument.book.find(live.handle);

  if (command.limit == old.limit && command.quantity <= old.open) {
    const Tonnes reduction = old.open - command.quantity;
    instrument.book.shrink(live.handle, command.quantity);
    if (reduction > Tonnes()) {
      release(core, command.account, instrument.id, old.side, old.limit, reduction);
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
  release(core, command.account, instrument.id, old.side, old.limit, old.open);
  events.emplace_back(OrderCancelled{.account = command.account,
                                     .order = command.order,
                                     .instrument = instrument.id,
                                     .side = old.side,
                                     .limit = old.limit,
                                     .quantity = old.open,
                                     .reason = CancelReason::kReplaced,
                                     .resting = true});
  const OrderHandle handle = place(core, instrument,
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
    core.live_orders.erase(key);
  } else {
    core.live_orders.find(key)->handle = handle;
  }
}

void carry_out(MarketCore& core, const CancelAllOrders& command, Events& events) {
  for (auto& instrument : core.instruments) {
    if (!instrument || (command.instrument && *command.instrument != instrument->id)) continue;
    core.resting_orders.clear();
    instrument->book.orders_of(command.account, core.resting_orders);
    end_all(core, *instrument, CancelReason::kByHolder, events);
  }
}

void carry_out(MarketCore& core, const CloseDay&, Events& events) {
  for (auto& instrument : core.instruments) {
    if (!instrument) continue;
    core.resting_orders.clear();
    instrument->book.day_orders(core.resting_orders);
    end_all(core, *instrument, CancelReason::kDayEnded, events);
    instrument->close = instrument->last;
    events.emplace_back(InstrumentClosed{
        .instrument = instrument->id, .close = instrument->close, .volume = instrument->volume});
    instrument->volume = Tonnes();
  }
  events.emplace_back(DayClosed{});
}

}  // namespace tanshi
