#include "exchange/book/naive_book.h"

#include <algorithm>
#include <iterator>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

// Whether an order on `side` at limit `a` gives way to the other side before one at `b`.
bool is_better(Side side, Price a, Price b) {
  return side == Side::kBuy ? a > b : a < b;
}

bool may_meet(const NewOrder& order, const RestingOrder& other) {
  if (order.side == other.side) return false;
  return order.side == Side::kBuy ? order.limit >= other.limit : order.limit <= other.limit;
}

}  // namespace

NaiveBook::Resting::iterator NaiveBook::at(OrderHandle handle) {
  return std::find_if(resting_.begin(), resting_.end(),
                      [&](const RestingOrder& order) { return order.handle == handle; });
}

// The resting order that `order` meets next: of those it may meet, the best, and of these the
// first to arrive.
NaiveBook::Resting::iterator NaiveBook::best_match(const NewOrder& order) {
  auto found = resting_.end();
  for (auto other = resting_.begin(); other != resting_.end(); ++other) {
    if (!may_meet(order, *other)) continue;
    if (found == resting_.end() || is_better(other->side, other->limit, found->limit)) {
      found = other;
    }
  }
  return found;
}

bool NaiveBook::would_cross(Side side, Price limit) const {
  NewOrder order;
  order.side = side;
  order.limit = limit;
  return std::any_of(resting_.begin(), resting_.end(),
                     [&](const RestingOrder& other) { return may_meet(order, other); });
}

// By trying it on a copy.
bool NaiveBook::can_fill(const NewOrder& order) const {
  NaiveBook copy = *this;
  NewOrder attempt = order;
  attempt.time_in_force = TimeInForce::kImmediateOrCancel;
  attempt.post_only = false;
  std::vector<BookEvent> events;
  return copy.submit(attempt, events).open == Tonnes(0);
}

// The loop ends: each pass fills the order, stops it, or removes one resting order.
SubmitResult NaiveBook::submit(const NewOrder& order, std::vector<BookEvent>& events) {
  TANSHI_CHECK(order.limit.raw() % spec_.tick.raw() == 0 && order.limit <= spec_.max_price);
  TANSHI_CHECK(order.limit > Price(0) && order.quantity > Tonnes(0));

  SubmitResult result;
  result.open = order.quantity;
  while (result.open > Tonnes(0)) {
    const auto maker = best_match(order);
    if (maker == resting_.end()) break;
    TANSHI_CHECK(!order.post_only);

    if (maker->account == order.account) {
      const auto prevention = order.self_trade_prevention;
      if (prevention != SelfTradePrevention::kCancelIncoming) {
        events.push_back({BookEvent::Kind::kSelfTradeCancelled, maker->side, maker->account,
                          maker->handle, maker->id, maker->limit, maker->open, Tonnes(0)});
        resting_.erase(maker);
      }
      if (prevention == SelfTradePrevention::kCancelResting) continue;
      result.self_trade_stopped = true;
      return result;
    }

    const Tonnes quantity = maker->open < result.open ? maker->open : result.open;
    result.open -= quantity;
    maker->open -= quantity;
    events.push_back({BookEvent::Kind::kFill, maker->side, maker->account, maker->handle, maker->id,
                      maker->limit, quantity, maker->open});
    if (maker->open == Tonnes(0)) resting_.erase(maker);
  }

  const bool keeps = order.time_in_force == TimeInForce::kGoodTillCancel ||
                     order.time_in_force == TimeInForce::kDay;
  if (result.open > Tonnes(0) && keeps) {
    result.handle = OrderHandle{++last_handle_};
    result.rested = true;
    resting_.push_back({result.handle, order.id, order.account, order.side, order.time_in_force,
                        order.limit, result.open});
  }
  return result;
}

std::optional<RestingOrder> NaiveBook::find(OrderHandle handle) const {
  for (const RestingOrder& order : resting_) {
    if (order.handle == handle) return order;
  }
  return std::nullopt;
}

RestingOrder NaiveBook::cancel(OrderHandle handle) {
  const auto found = at(handle);
  TANSHI_CHECK(found != resting_.end());
  const RestingOrder order = *found;
  resting_.erase(found);
  return order;
}

void NaiveBook::shrink(OrderHandle handle, Tonnes new_open) {
  const auto found = at(handle);
  TANSHI_CHECK(found != resting_.end());
  TANSHI_CHECK(new_open > Tonnes(0) && new_open <= found->open);
  found->open = new_open;
}

std::optional<DepthLevel> NaiveBook::best(Side side) const {
  std::vector<DepthLevel> levels;
  depth(side, 1, levels);
  if (levels.empty()) return std::nullopt;
  return levels.front();
}

void NaiveBook::depth(Side side, std::size_t max_levels, std::vector<DepthLevel>& out) const {
  std::vector<DepthLevel> levels;
  for (const RestingOrder& order : resting_) {
    if (order.side != side) continue;
    auto level = std::find_if(levels.begin(), levels.end(),
                              [&](const DepthLevel& l) { return l.limit == order.limit; });
    if (level == levels.end()) level = levels.insert(level, {order.limit, Tonnes(0), 0});
    level->quantity += order.open;
    level->order_count += 1;
  }
  std::sort(levels.begin(), levels.end(), [&](const DepthLevel& a, const DepthLevel& b) {
    return is_better(side, a.limit, b.limit);
  });
  if (levels.size() > max_levels) levels.resize(max_levels);
  out.insert(out.end(), levels.begin(), levels.end());
}

void NaiveBook::orders_of(AccountId account, std::vector<RestingOrder>& out) const {
  Resting own;
  std::copy_if(resting_.begin(), resting_.end(), std::back_inserter(own),
               [&](const RestingOrder& order) { return order.account == account; });
  std::sort(own.begin(), own.end(),
            [](const RestingOrder& a, const RestingOrder& b) { return a.id < b.id; });
  out.insert(out.end(), own.begin(), own.end());
}

void NaiveBook::all_orders(std::vector<RestingOrder>& out) const {
  Resting sorted = resting_;
  std::sort(sorted.begin(), sorted.end(), [](const RestingOrder& a, const RestingOrder& b) {
    if (a.side != b.side) return a.side == Side::kBuy;
    if (a.limit != b.limit) return is_better(a.side, a.limit, b.limit);
    return a.handle < b.handle;  // handles count arrivals
  });
  out.insert(out.end(), sorted.begin(), sorted.end());
}

void NaiveBook::day_orders(std::vector<RestingOrder>& out) const {
  Resting all;
  all_orders(all);
  std::copy_if(all.begin(), all.end(), std::back_inserter(out),
               [](const RestingOrder& order) { return order.time_in_force == TimeInForce::kDay; });
}

void NaiveBook::audit() const {
  for (const RestingOrder& order : resting_) {
    TANSHI_CHECK(order.open > Tonnes(0));
    for (const RestingOrder& other : resting_) {
      TANSHI_CHECK(
          order.side == other.side ||
          (order.side == Side::kBuy ? order.limit < other.limit : order.limit > other.limit));
    }
  }
}

}  // namespace tanshi
