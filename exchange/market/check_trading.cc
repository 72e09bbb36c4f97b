// Admission of orders: each condition in the precedence of RejectReason.
#include <algorithm>
#include <cstdint>

#include "exchange/market/check_form.h"
#include "exchange/market/check_order.h"
#include "exchange/market/market_core.h"
#include "exchange/market/settlement.h"

namespace tanshi {

Verdict check_room(const MarketCore& core, const Instrument* instrument, Tonnes quantity) {
  if (instrument == nullptr || !instrument->forward) return kAdmitted;
  const Tonnes room = core.ledger.positions(instrument->id).trade_room();
  if (quantity > room) return refuse(RejectReason::kQuantityAboveLimit, room);
  return kAdmitted;
}

Verdict check_form(const Instrument* instrument, Price limit, Tonnes quantity) {
  if (quantity <= Tonnes()) return refuse(RejectReason::kQuantityNotPositive);
  if (quantity > kMaxOrderQuantity) {
    return refuse(RejectReason::kQuantityAboveLimit, kMaxOrderQuantity);
  }
  // What may still trade today: far more than ever exists, but a bound nevertheless.
  if (instrument != nullptr && instrument->max_price * quantity > kMaxValue - instrument->value) {
    const Cash room = kMaxValue - instrument->value;
    return refuse(RejectReason::kQuantityAboveLimit,
                  std::max<std::int64_t>(room.raw(), 0) / instrument->max_price.raw());
  }
  if (limit <= Price()) return refuse(RejectReason::kPriceNotPositive);
  const Price highest = instrument != nullptr ? instrument->max_price : kMaxPrice;
  if (limit > highest) return refuse(RejectReason::kPriceAboveLimit, highest);
  return kAdmitted;
}

Verdict check_grid(const Instrument& instrument, Price limit, Tonnes quantity) {
  if (!is_multiple(limit, instrument.tick)) {
    return refuse(RejectReason::kPriceOffTick, instrument.tick);
  }
  if (!is_multiple(quantity, instrument.lot)) {
    return refuse(RejectReason::kQuantityOffLot, instrument.lot);
  }
  return kAdmitted;
}

Verdict check_escrow(const MarketCore& core, AccountId account, const Instrument& instrument,
                     const Wish& wish, const RestingOrder* released) {
  if (wish.side == Side::kBuy || instrument.forward) {
    Cash available = core.ledger.cash().balance(account).available;
    if (released != nullptr) {
      available += bound_cash(instrument, released->side, released->limit, released->open);
    }
    if (bound_cash(instrument, wish.side, wish.limit, wish.quantity) > available) {
      return refuse(RejectReason::kCashInsufficient, available);
    }
    return kAdmitted;
  }
  Tonnes available = core.ledger.balance(account, instrument.id).available;
  if (released != nullptr) available += released->open;
  if (wish.quantity > available) {
    return refuse(RejectReason::kAllowancesInsufficient, available);
  }
  return kAdmitted;
}

namespace {

bool takes_at_once(const SubmitOrder& command) {
  return command.type == OrderType::kMarket || !may_rest(command.time_in_force);
}

// The wish at the worst price at which it may trade at once: a seller gets the best bid if that is
// above its limit, and of a forward leaves more margin for it.
Wish at_worst(const Instrument& instrument, Wish wish) {
  if (!instrument.forward || wish.side == Side::kBuy) return wish;
  const auto bid = instrument.book.best(Side::kBuy);
  if (bid) wish.limit = std::max(wish.limit, bid->limit);
  return wish;
}

// Of an instrument with rules: what an order may not do once it waits.
Verdict check_waiting(const MarketCore& core, const Instrument& instrument, AccountId account,
                      const Wish& wish, const RestingOrder* released) {
  if (instrument.gathers() && crosses_own(instrument, account, wish.side, wish.limit)) {
    return refuse(RejectReason::kOwnOrdersCross);
  }
  return check_limits(core, instrument, account, wish, released);
}

}  // namespace

Verdict check(const MarketCore& core, const SubmitOrder& command) {
  if (const Verdict verdict = check_ids(command.account, command.order, command.instrument)) {
    return verdict;
  }
  if (!is_known(command.side) || !is_known(command.type) || !is_known(command.time_in_force) ||
      !is_known(command.self_trade_prevention)) {
    return refuse(RejectReason::kEnumOutOfRange);
  }
  const Instrument* instrument = core.find(command.instrument);
  if (instrument != nullptr) {
    core.accounts.prefetch(command.account);
    core.prefetch(command.account, *instrument);
    core.live_orders.prefetch({command.order, command.account});
  }
  if (const Verdict verdict = check_room(core, instrument, command.quantity)) return verdict;
  if (const Verdict verdict = check_form(instrument, command.limit, command.quantity)) {
    return verdict;
  }
  if (command.post_only && takes_at_once(command)) return refuse(RejectReason::kFlagsContradict);

  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  if (instrument == nullptr) return refuse(RejectReason::kInstrumentUnknown);
  if (const Verdict verdict = check_grid(*instrument, command.limit, command.quantity)) {
    return verdict;
  }

  const Wish wish{command.side, command.limit, command.quantity};
  if (instrument->has_rules) {
    if (instrument->gathers() && (command.post_only || takes_at_once(command))) {
      return refuse(RejectReason::kModeForbids);
    }
    if (const Verdict verdict = check_rules(*instrument, wish)) return verdict;
  }

  if (core.phase != TradingPhase::kOpen) return refuse(RejectReason::kMarketClosed);
  const OrderId last = core.accounts.last_order(command.account);
  if (command.order <= last) return refuse(RejectReason::kOrderIdNotRising, raw_id(last));
  const Wish worst = at_worst(*instrument, wish);
  if (const Verdict verdict = check_escrow(core, command.account, *instrument, worst, nullptr)) {
    return verdict;
  }
  if (command.post_only && instrument->book.would_cross(command.side, command.limit)) {
    return refuse(RejectReason::kWouldTake);
  }
  if (command.type == OrderType::kLimit && command.time_in_force == TimeInForce::kFillOrKill &&
      !instrument->book.can_fill(book_order(command))) {
    return refuse(RejectReason::kCannotFill);
  }
  if (instrument->has_rules) {
    return check_waiting(core, *instrument, command.account, wish, nullptr);
  }
  return kAdmitted;
}

Verdict check(const MarketCore& core, const CancelOrder& command) {
  if (const Verdict verdict = check_ids(command.account, command.order)) return verdict;
  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  const LiveOrder* live = core.live_orders.find({command.order, command.account});
  if (live == nullptr) return refuse(RejectReason::kOrderNotLive);
  core.prefetch(command.account, core.instrument(live->instrument));
  return kAdmitted;
}

Verdict check(const MarketCore& core, const ReplaceOrder& command) {
  if (const Verdict verdict = check_ids(command.account, command.order)) return verdict;
  const LiveOrder* live = core.live_orders.find({command.order, command.account});
  const Instrument* instrument = live != nullptr ? core.find(live->instrument) : nullptr;
  if (const Verdict verdict = check_room(core, instrument, command.quantity)) return verdict;
  if (const Verdict verdict = check_form(instrument, command.limit, command.quantity)) {
    return verdict;
  }
  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  if (instrument != nullptr) {
    if (const Verdict verdict = check_grid(*instrument, command.limit, command.quantity)) {
      return verdict;
    }
    if (instrument->has_rules) {
      if (instrument->gathers() && command.post_only) return refuse(RejectReason::kModeForbids);
      const Wish wish{.limit = command.limit, .quantity = command.quantity};
      if (const Verdict verdict = check_rules(*instrument, wish)) return verdict;
    }
  }
  if (core.phase != TradingPhase::kOpen) return refuse(RejectReason::kMarketClosed);
  if (live == nullptr) return refuse(RejectReason::kOrderNotLive);

  const auto resting = instrument->book.find(live->handle);
  TANSHI_CHECK(resting.has_value());
  const Wish wish{resting->side, command.limit, command.quantity};
  const Wish worst = at_worst(*instrument, wish);
  if (const Verdict verdict = check_escrow(core, command.account, *instrument, worst, &*resting)) {
    return verdict;
  }
  // The order itself is on this side of the book, so it cannot be what the new one crosses.
  if (command.post_only && instrument->book.would_cross(wish.side, wish.limit)) {
    return refuse(RejectReason::kWouldTake);
  }
  if (instrument->has_rules) {
    return check_waiting(core, *instrument, command.account, wish, &*resting);
  }
  return kAdmitted;
}

Verdict check(const MarketCore& core, const CancelAllOrders& command) {
  if (!is_in_range(command.account) || (command.instrument && !is_in_range(*command.instrument))) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  if (command.instrument && core.find(*command.instrument) == nullptr) {
    return refuse(RejectReason::kInstrumentUnknown);
  }
  std::vector<RestingOrder> resting;
  for (const auto& instrument : core.instruments) {
    if (instrument && (!command.instrument || *command.instrument == instrument->id)) {
      instrument->book.orders_of(command.account, resting);
    }
  }
  if (resting.empty()) return refuse(RejectReason::kOrderNotLive);
  return kAdmitted;
}

}  // namespace tanshi
