#include "scenarios/recording/order_fates.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "exchange/market/enum_names.h"

namespace tanshi {

void OrderFates::see(const Event& event, const Moment& at) {
  std::visit([&](const auto& told) { count(told, at); }, event);
}

OrderRow OrderFates::wish(const SubmitOrder& submit) const {
  OrderRow row;
  row.type = word_for(submit.type);
  row.book = books_.name(submit.instrument);
  row.side = word_for(submit.side);
  row.limit = submit.limit;
  row.quantity = submit.quantity;
  if (submit.type != OrderType::kMarket) row.time_in_force = word_for(submit.time_in_force);
  return row;
}

// All but limit and quantity is that of the order that gives way, which has ended where the command
// was accepted.
OrderRow OrderFates::wish(const ReplaceOrder& replace) const {
  const auto old = live_.find({replace.account, replace.order});
  const OrderRow& before = old == live_.end() ? replaced_ : old->second;
  const bool known =
      before.seat == raw_id(replace.account) && before.order_id == raw_id(replace.order);
  OrderRow row;
  row.type = word_for(OrderType::kLimit);
  row.limit = replace.limit;
  row.quantity = replace.quantity;
  if (!known) return row;
  row.book = before.book;
  row.side = before.side;
  row.time_in_force = before.time_in_force;
  return row;
}

OrderRow OrderFates::wish(const TakeListing& take) const {
  OrderRow row;
  row.type = "listing";
  row.quantity = take.quantity;
  const auto maker = live_.find({take.maker_account, take.maker_order});
  if (maker == live_.end()) return row;
  row.book = maker->second.book;
  row.side = word_for(maker->second.side == word_for(Side::kBuy) ? Side::kSell : Side::kBuy);
  row.limit = maker->second.limit;
  return row;
}

OrderRow OrderFates::wish(const OfferDirect& offer) const {
  OrderRow row;
  row.type = offer.is_block ? "block" : "direct";
  row.book = books_.name(offer.instrument);
  row.side = word_for(offer.side);
  row.limit = offer.price;
  row.quantity = offer.quantity;
  return row;
}

// Commands are answered in their order, so what lies before the one that is found has been.
std::optional<OrderRow> OrderFates::wish_of(const Key& key, std::optional<std::size_t> kind) {
  for (std::size_t i = 0; i < actions_.size(); ++i) {
    if (kind && actions_[i].index() != *kind) continue;
    std::optional<OrderRow> row;
    std::visit(
        [&](const auto& command) {
          if constexpr (requires { wish(command); }) {
            if (command.account == key.account && command.order == key.order) row = wish(command);
          }
        },
        actions_[i]);
    if (!row) continue;
    actions_ = actions_.subspan(i + 1);
    row->seat = raw_id(key.account);
    row->order_id = raw_id(key.order);
    return row;
  }
  return std::nullopt;
}

void OrderFates::open(const Key& key, const Moment& at, OrderRow row) {
  row.at = at;
  row.status = "open";
  live_.insert_or_assign(key, std::move(row));
}

// Of an order of others than the session, what the event does not say is not known.
void OrderFates::count(const OrderAccepted& accepted, const Moment& at) {
  const Key key{accepted.account, accepted.order};
  OrderRow row = wish_of(key).value_or(wish(SubmitOrder()));
  row.seat = raw_id(key.account);
  row.order_id = raw_id(key.order);
  row.book = books_.name(accepted.instrument);
  row.side = word_for(accepted.side);
  row.limit = accepted.limit;
  row.quantity = accepted.quantity;
  open(key, at, std::move(row));
}

void OrderFates::count(const Refused& refused, const Moment& at) {
  std::optional<OrderRow> row =
      wish_of({refused.account, refused.order}, static_cast<std::size_t>(refused.command));
  if (!row) return;  // of a command that makes no order
  row->at = at;
  row->status = "refused";
  row->reason = name_of(refused.reason);
  row->end_seq = at.seq;
  ended_(*row);
}

void OrderFates::count(const Traded& trade, const Moment& at) {
  fill({trade.maker_account, trade.maker_order}, trade.quantity, at);
  fill({trade.taker_account, trade.taker_order}, trade.quantity, at);
}

void OrderFates::count(const CallTraded& trade, const Moment& at) {
  fill({trade.buyer, trade.buy_order}, trade.quantity, at);
  fill({trade.seller, trade.sell_order}, trade.quantity, at);
}

void OrderFates::count(const OrderReduced& reduced, const Moment&) {
  const Key key{reduced.account, reduced.order};
  static_cast<void>(wish_of(key));  // it is answered
  const auto found = live_.find(key);
  if (found != live_.end()) found->second.cancelled += reduced.reduction;
}

void OrderFates::count(const OrderCancelled& cancelled, const Moment& at) {
  cancel({cancelled.account, cancelled.order}, cancelled.quantity, cancelled.reason, at);
}

void OrderFates::count(const DirectOffered& offered, const Moment& at) {
  const Key key{offered.offer.account, offered.offer.order};
  if (std::optional<OrderRow> row = wish_of(key)) open(key, at, *std::move(row));
}

void OrderFates::count(const DirectTraded& trade, const Moment& at) {
  fill({trade.offer.account, trade.offer.order}, trade.offer.quantity, at);
}

void OrderFates::count(const OfferEnded& ended, const Moment& at) {
  cancel({ended.offer.account, ended.offer.order}, ended.offer.quantity, ended.reason, at);
}

void OrderFates::fill(const Key& key, Tonnes quantity, const Moment& at) {
  const auto found = live_.find(key);
  if (found == live_.end()) return;
  OrderRow& order = found->second;
  order.filled += quantity;
  if (order.filled + order.cancelled < order.quantity) return;
  order.status = "filled";
  order.end_seq = at.seq;
  ended_(order);
  live_.erase(found);
}

void OrderFates::cancel(const Key& key, Tonnes quantity, CancelReason reason, const Moment& at) {
  const auto found = live_.find(key);
  if (found == live_.end()) return;
  OrderRow& order = found->second;
  order.cancelled += quantity;
  order.status = "cancelled";
  order.reason = word_for(reason);
  order.end_seq = at.seq;
  ended_(order);
  if (reason == CancelReason::kReplaced) replaced_ = order;
  live_.erase(found);
}

void OrderFates::finish() {
  std::vector<OrderRow> left;  // the map's order is nobody's
  left.reserve(live_.size());
  for (const auto& [key, order] : live_) left.push_back(order);
  std::ranges::sort(left, {}, [](const OrderRow& order) { return order.at.seq; });
  for (const OrderRow& order : left) ended_(order);
  live_.clear();
}

}  // namespace tanshi
