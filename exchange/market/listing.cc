// Posted listing: orders wait, and whoever takes chooses one of the best five levels of its side,
// at one level anyone's (China's gua pai; SEEE, notice of 22 June 2021). An order that would cross
// waits as any other, since nothing matches by itself.
#include <algorithm>
#include <optional>
#include <vector>

#include "exchange/base/check.h"
#include "exchange/market/check_form.h"
#include "exchange/market/check_order.h"
#include "exchange/market/market_core.h"
#include "exchange/market/settlement.h"

namespace tanshi {

namespace {

Verdict check_choice(const Instrument& instrument, const RestingOrder& maker, Tonnes quantity) {
  std::vector<DepthLevel> best;
  instrument.book.depth(maker.side, kBestLevels, best);
  if (std::ranges::find(best, maker.limit, &DepthLevel::limit) == best.end()) {
    return refuse(RejectReason::kBeyondBestLevels, best.back().limit);
  }
  if (quantity > maker.open) return refuse(RejectReason::kAboveOpenQuantity, maker.open);
  return kAdmitted;
}

// What stands once the order to take is found: it is of `instrument`, which lists.
Verdict check_take(const MarketCore& core, const TakeListing& command, const Instrument& instrument,
                   const RestingOrder& maker) {
  const Wish wish{opposite(maker.side), maker.limit, command.quantity};
  if (const Verdict verdict = check_escrow(core, command.account, instrument, wish)) {
    return verdict;
  }
  if (const Verdict verdict = check_limits(core, instrument, command.account, wish)) {
    return verdict;
  }
  return check_choice(instrument, maker, command.quantity);
}

Verdict check_instrument(const Instrument& instrument, const TakeListing& command,
                         const RestingOrder& maker) {
  if (command.account == command.maker_account) return refuse(RejectReason::kSameAccount);
  if (const Verdict verdict = check_grid(instrument, maker.limit, command.quantity)) {
    return verdict;
  }
  if (instrument.rules.mode != TradingMode::kPostedListing) {
    return refuse(RejectReason::kModeForbids);
  }
  return check_rules(instrument, {opposite(maker.side), maker.limit, command.quantity});
}

}  // namespace

Verdict check(const MarketCore& core, const TakeListing& command) {
  if (!is_in_range(command.account) || !is_in_range(command.order) ||
      !is_in_range(command.maker_account) || !is_in_range(command.maker_order)) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  const LiveOrder* live = core.live_orders.find({command.maker_order, command.maker_account});
  const Instrument* instrument = live != nullptr ? core.find(live->instrument) : nullptr;
  const Price any_limit{1};
  if (const Verdict verdict = check_form(instrument, any_limit, command.quantity)) return verdict;
  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  std::optional<RestingOrder> maker;
  if (instrument != nullptr) {
    maker = instrument->book.find(live->handle);
    TANSHI_CHECK(maker.has_value());
    if (const Verdict verdict = check_instrument(*instrument, command, *maker)) return verdict;
  }
  if (core.phase != TradingPhase::kOpen) return refuse(RejectReason::kMarketClosed);
  const OrderId last = core.accounts.last_order(command.account);
  if (command.order <= last) return refuse(RejectReason::kOrderIdNotRising, raw_id(last));
  if (!maker) return refuse(RejectReason::kOrderNotLive);
  return check_take(core, command, *instrument, *maker);
}

void carry_out(MarketCore& core, const TakeListing& command, Events& events) {
  const LiveOrder live = *core.live_orders.find({command.maker_order, command.maker_account});
  Instrument& instrument = core.instrument(live.instrument);
  const RestingOrder maker = *instrument.book.find(live.handle);
  const NewOrder taker{.id = command.order,
                       .account = command.account,
                       .side = opposite(maker.side),
                       .limit = maker.limit,
                       .quantity = command.quantity};

  core.accounts.use_order(taker.account, taker.id);
  events.emplace_back(OrderAccepted{.account = taker.account,
                                    .order = taker.id,
                                    .instrument = instrument.id,
                                    .side = taker.side,
                                    .limit = taker.limit,
                                    .quantity = taker.quantity});
  bind(core, instrument, taker.account, taker.side, taker.limit, taker.quantity);
  const Tonnes left = maker.open - taker.quantity;
  if (left == Tonnes()) {
    instrument.book.cancel(live.handle);
  } else {
    instrument.book.shrink(live.handle, left);
  }
  settle_fill(core, instrument, taker, taker.quantity,
              {.kind = BookEvent::Kind::kFill,
               .side = maker.side,
               .account = maker.account,
               .handle = maker.handle,
               .id = maker.id,
               .limit = maker.limit,
               .quantity = taker.quantity,
               .open = left},
              events);
  watch_breaker(instrument, events);
}

}  // namespace tanshi
