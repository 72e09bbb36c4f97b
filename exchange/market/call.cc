#include "exchange/market/call.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "exchange/market/check_form.h"
#include "exchange/market/market_core.h"
#include "exchange/market/settlement.h"

namespace tanshi {

namespace {

// The orders of one side that trade at `price`, by price, then time.
std::vector<RestingOrder> eligible(const Instrument& instrument, Side side, Price price) {
  std::vector<RestingOrder> orders;
  instrument.book.all_orders(orders);
  std::erase_if(orders, [&](const RestingOrder& order) {
    return order.side != side || (side == Side::kBuy ? order.limit < price : order.limit > price);
  });
  return orders;
}

// Takes `quantity` off the order, in its book too.
void fill(MarketCore& core, Instrument& instrument, RestingOrder& order, Tonnes quantity) {
  order.open -= quantity;
  if (order.open > Tonnes()) {
    instrument.book.shrink(order.handle, order.open);
  } else {
    instrument.book.cancel(order.handle);
    core.live_orders.erase({order.id, order.account});
  }
}

void trade(MarketCore& core, Instrument& instrument, RestingOrder& buy, RestingOrder& sell,
           Price price, Tonnes quantity, Events& events) {
  const BasisPoints fee = instrument.rules.maker_fee;  // both came first
  const Cash bound = unbound(instrument, Side::kBuy, buy.limit, buy.open, quantity);
  const Party buyer{buy.account, buy.id, bound, fee};
  const Party seller{sell.account, sell.id, Cash(), fee};
  fill(core, instrument, buy, quantity);
  fill(core, instrument, sell, quantity);
  settle(core, instrument, buyer, seller, price, quantity);
  note_trade(instrument, price, quantity);
  events.emplace_back(CallTraded{.instrument = instrument.id,
                                 .price = price,
                                 .quantity = quantity,
                                 .buyer = buy.account,
                                 .buy_order = buy.id,
                                 .buy_limit = buy.limit,
                                 .seller = sell.account,
                                 .sell_order = sell.id,
                                 .sell_limit = sell.limit});
  finish_trade(core, instrument, buyer, seller, price * quantity, events);
}

// Buyers and sellers in their order meet until the volume is traded. No account is on both sides:
// its orders would cross, and such an order is refused.
void trade_all(MarketCore& core, Instrument& instrument, const CallResult& result, Events& events) {
  std::vector<RestingOrder> buys = eligible(instrument, Side::kBuy, result.price);
  std::vector<RestingOrder> sells = eligible(instrument, Side::kSell, result.price);
  auto buy = buys.begin();
  auto sell = sells.begin();
  // Ends: each pass trades the rest of the volume, or of an order.
  for (Tonnes left = result.volume; left > Tonnes();) {
    const Tonnes quantity = std::min({left, buy->open, sell->open});
    trade(core, instrument, *buy, *sell, result.price, quantity, events);
    left -= quantity;
    if (buy->open == Tonnes()) ++buy;
    if (sell->open == Tonnes()) ++sell;
  }
}

std::optional<CallResult> call_of(const Instrument& instrument) {
  constexpr auto kAll = std::numeric_limits<std::size_t>::max();
  std::vector<DepthLevel> buys;
  std::vector<DepthLevel> sells;
  instrument.book.depth(Side::kBuy, kAll, buys);
  instrument.book.depth(Side::kSell, kAll, sells);
  const Price reference = instrument.last > Price() ? instrument.last : instrument.reference();
  return call_auction(buys, sells, {.tick = instrument.tick, .max_price = instrument.max_price},
                      reference > Price() ? std::optional(reference) : std::nullopt);
}

}  // namespace

std::optional<CallResult> call_now(const Instrument& instrument) {
  if (instrument.rules.mode != TradingMode::kCall) return std::nullopt;
  return call_of(instrument);
}

Verdict check(const MarketCore& core, const Uncross& command) {
  if (!is_in_range(command.instrument)) return refuse(RejectReason::kIdOutOfRange);
  if (!is_known(command.mode)) return refuse(RejectReason::kEnumOutOfRange);
  const Instrument* instrument = core.find(command.instrument);
  if (instrument == nullptr) return refuse(RejectReason::kInstrumentUnknown);
  if (!instrument->gathers()) return refuse(RejectReason::kModeForbids);
  if (instrument->halt != Halt::kNotHalted) return refuse(RejectReason::kInstrumentHalted);
  if (core.phase != TradingPhase::kOpen) return refuse(RejectReason::kMarketClosed);
  return kAdmitted;
}

void carry_out(MarketCore& core, const Uncross& command, Events& events) {
  Instrument& instrument = core.instrument(command.instrument);
  const CallResult result = call_of(instrument).value_or(CallResult{});
  trade_all(core, instrument, result, events);
  instrument.rules.mode = command.mode;
  instrument.note_rules();
  events.emplace_back(Uncrossed{.instrument = instrument.id,
                                .price = result.price,
                                .volume = result.volume,
                                .surplus = result.surplus,
                                .mode = command.mode});
  if (result.volume > Tonnes()) watch_breaker(instrument, events);
  instrument.note_rules();
}

}  // namespace tanshi
