#include "agents/strategy/quoting.h"

#include <algorithm>

#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"

namespace tanshi {

OrderId next_id(const Observation& observation, const Decision& decision) {
  const auto submitted = std::ranges::count_if(decision.intents, [](const Intent& intent) {
    return std::holds_alternative<SubmitOrder>(intent) || std::holds_alternative<SubmitBid>(intent);
  });
  return OrderId{raw_id(observation.next_order) + submitted};
}

Price to_quote(double cents, Side side, Price tick, Price max_price) {
  const Price price =
      side == Side::kBuy ? to_price_floor(cents / 100, tick) : to_price_ceil(cents / 100, tick);
  const Price highest(max_price.raw() - max_price.raw() % tick.raw());
  return std::clamp(price, tick, highest);
}

Quoting::Quoting(const SeatBrief& brief)
    : account_(brief.account),
      instrument_(brief.instrument),
      tick_(brief.tick),
      lot_(brief.lot),
      max_price_(brief.max_price),
      most_(brief.order_limit > Tonnes() ? brief.order_limit : kMaxOrderQuantity) {}

void Quoting::show(Side side, Price limit, Tonnes quantity, bool post_only,
                   const Observation& observation, Decision& decision) const {
  if (side == Side::kBuy) {
    const Cash cash = observation.cash_available + observation.cash_escrowed;
    quantity = std::min(quantity, Tonnes(cash.raw() / limit.raw()));
  }
  quantity = std::min(quantity, most_);
  if (observation.highest > Price()) {
    if (side == Side::kBuy ? limit < observation.lowest : limit > observation.highest) {
      withdraw(side, observation, decision);
      return;
    }
    limit = std::clamp(limit, observation.lowest, observation.highest);
  }
  const Tonnes whole(quantity.raw() - quantity.raw() % lot_.raw());
  if (whole < lot_) {
    withdraw(side, observation, decision);
    return;
  }

  bool shown = false;
  for (const OwnOrder& order : observation.orders) {
    if (order.side != side) continue;
    if (shown) {
      decision.intents.push_back(CancelOrder{account_, order.order});
    } else if (order.limit != limit || order.open != whole) {
      decision.intents.push_back(ReplaceOrder{account_, order.order, limit, whole, post_only});
    }
    shown = true;
  }
  if (!shown) {
    SubmitOrder order;
    order.account = account_;
    order.order = next_id(observation, decision);
    order.instrument = instrument_;
    order.side = side;
    order.limit = limit;
    order.quantity = whole;
    order.post_only = post_only;
    decision.intents.push_back(order);
  }
}

void Quoting::withdraw(Side side, const Observation& observation, Decision& decision) const {
  for (const OwnOrder& order : observation.orders) {
    if (order.side == side) decision.intents.push_back(CancelOrder{account_, order.order});
  }
}

}  // namespace tanshi
