// Carries out what concerns orders: what they bind in escrow, what they trade, how they end.
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"
#include "exchange/market/market_core.h"
#include "exchange/market/settlement.h"

namespace tanshi {

void settle_fill(MarketCore& core, Instrument& instrument, const NewOrder& order, Tonnes open,
                 const BookEvent& fill, Events& events) {
  const TradingRules& rules = instrument.rules;
  // Of a forward only what rests has bound something: see place().
  const Cash bound_by_taker =
      instrument.forward ? Cash()
                         : unbound(instrument, order.side, order.limit, open, fill.quantity);
  const Cash bound_by_maker = unbound(instrument, opposite(order.side), fill.limit,
                                      fill.open + fill.quantity, fill.quantity);
  const Party taker{order.account, order.id, bound_by_taker, rules.taker_fee};
  const Party maker{fill.account, fill.id, bound_by_maker, rules.maker_fee};
  const bool taker_buys = order.side == Side::kBuy;
  settle(core, instrument, taker_buys ? taker : maker, taker_buys ? maker : taker, fill.limit,
         fill.quantity);
  if (fill.open == Tonnes()) core.live_orders.erase({fill.id, fill.account});
  note_trade(instrument, fill.limit, fill.quantity);
  events.emplace_back(Traded{.instrument = instrument.id,
                             .taker_side = order.side,
                             .price = fill.limit,
                             .quantity = fill.quantity,
                             .maker_account = fill.account,
                             .maker_order = fill.id,
                             .taker_account = order.account,
                             .taker_order = order.id});
  finish_trade(core, instrument, maker, taker, fill.limit * fill.quantity, events);
}

void end_resting(MarketCore& core, Instrument& instrument, OrderHandle handle, CancelReason reason,
                 Events& events) {
  const RestingOrder order = instrument.book.cancel(handle);
  core.live_orders.erase({order.id, order.account});
  release(core, instrument, order.account, order.side, order.limit, order.open, order.open);
  events.emplace_back(OrderCancelled{.account = order.account,
                                     .order = order.id,
                                     .instrument = instrument.id,
                                     .side = order.side,
                                     .limit = order.limit,
                                     .quantity = order.open,
                                     .reason = reason,
                                     .resting = true});
}

namespace {

// Ends the orders in `core.resting_orders`, in their sequence.
void end_all(MarketCore& core, Instrument& instrument, CancelReason reason, Events& events) {
  for (const RestingOrder& order : core.resting_orders) {
    end_resting(core, instrument, order.handle, reason, events);
  }
}

void end_self_traded(MarketCore& core, const Instrument& instrument, const BookEvent& gone,
                     Events& events) {
  core.live_orders.erase({gone.id, gone.account});
  release(core, instrument, gone.account, gone.side, gone.limit, gone.quantity, gone.quantity);
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
  if (!instrument.forward) {
    release(core, instrument, order.account, order.side, order.limit, result.open, result.open);
  }
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

// An order that waits without matching.
SubmitResult gathered(Instrument& instrument, const NewOrder& order) {
  return {.open = order.quantity, .handle = instrument.book.gather(order), .rested = true};
}

// Sends an admitted order to its book and settles what comes of it. The handle of what rests;
// zero if nothing does.
//
// An order of allowances binds all that it may take before it is matched. Of a forward, a seller
// may trade above its limit, and then has to leave more margin than at its limit: so what trades
// at once takes its margin from what is available, and what rests binds at its limit, at which it
// will trade.
OrderHandle place(MarketCore& core, Instrument& instrument, const NewOrder& order, Events& events) {
  events.emplace_back(OrderAccepted{.account = order.account,
                                    .order = order.id,
                                    .instrument = instrument.id,
                                    .side = order.side,
                                    .limit = order.limit,
                                    .quantity = order.quantity});
  if (!instrument.forward) {
    bind(core, instrument, order.account, order.side, order.limit, order.quantity);
  }

  core.book_events.clear();
  const SubmitResult result = instrument.has_rules && instrument.gathers()
                                  ? gathered(instrument, order)
                                  : instrument.book.submit(order, core.book_events);
  for (const BookEvent& touched : core.book_events) core.prefetch(touched.account, instrument);
  Tonnes open = order.quantity;
  for (const BookEvent& touched : core.book_events) {
    if (touched.kind == BookEvent::Kind::kFill) {
      settle_fill(core, instrument, order, open, touched, events);
      open -= touched.quantity;
    } else {
      end_self_traded(core, instrument, touched, events);
    }
  }

  if (result.rested) {
    if (instrument.forward) {
      bind(core, instrument, order.account, order.side, order.limit, result.open);
    }
    events.emplace_back(OrderRested{.account = order.account,
                                    .order = order.id,
                                    .instrument = instrument.id,
                                    .side = order.side,
                                    .limit = order.limit,
                                    .open = result.open});
  } else if (result.open > Tonnes()) {
    end_incoming(core, instrument, order, result, events);
  }
  if (instrument.has_rules && open < order.quantity) watch_breaker(instrument, events);
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
      release(core, instrument, command.account, old.side, old.limit, old.open, reduction);
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
  release(core, instrument, command.account, old.side, old.limit, old.open, old.open);
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

}  // namespace tanshi
