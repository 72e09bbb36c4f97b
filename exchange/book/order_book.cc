#include "exchange/book/order_book.h"

#include <algorithm>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr int kGenerationShift = 32;
constexpr std::uint32_t kRankMask = (1U << kRankBits) - 1;
static_assert(kMaxPrice.raw() <= kRankMask, "the number of every price must fit a rank");

constexpr PoolIndex place_of(OrderHandle handle) {
  return static_cast<PoolIndex>(handle.value);
}
constexpr std::uint32_t generation_of(OrderHandle handle) {
  return static_cast<std::uint32_t>(handle.value >> kGenerationShift);
}

// Ranks fall as the number of ticks rises for bids, and rise with it for asks.
constexpr std::uint32_t rank_mirror(Side side) {
  return side == Side::kBuy ? kRankMask : 0;
}

}  // namespace

OrderBook::OrderBook(BookSpec spec) : spec_(spec) {
  TANSHI_CHECK(Price(0) < spec.tick && spec.tick <= spec.max_price && spec.max_price <= kMaxPrice);
}

Rank OrderBook::rank_of(Side side, Price limit) const {
  TANSHI_CHECK(Price(0) < limit && limit <= spec_.max_price);
  const auto cents = static_cast<std::uint32_t>(limit.raw());  // 32 bits divide much faster
  const auto tick_cents = static_cast<std::uint32_t>(spec_.tick.raw());
  TANSHI_CHECK(cents % tick_cents == 0);
  return Rank{cents / tick_cents ^ rank_mirror(side)};
}

Price OrderBook::price_of(Side side, Rank rank) const {
  const std::uint32_t tick_number = static_cast<std::uint32_t>(rank) ^ rank_mirror(side);
  return Price(std::int64_t{tick_number} * spec_.tick.raw());
}

// --- Matching -----------------------------------------------------------------------------------

SubmitResult OrderBook::submit(const NewOrder& order, std::vector<BookEvent>& events) {
  TANSHI_CHECK(Tonnes(0) < order.quantity && order.quantity <= kMaxOrderQuantity);
  TANSHI_CHECK(AccountId{0} < order.account && order.account <= kMaxAccountId);

  SubmitResult result;
  result.open = order.quantity;
  result.self_trade_stopped = match(order, result.open, events);
  if (result.open > Tonnes(0) && !result.self_trade_stopped && may_rest(order.time_in_force)) {
    result.handle = rest(order, result.open);
    result.rested = true;
  }
  TANSHI_CHECK(order.time_in_force != TimeInForce::kFillOrKill || result.open == Tonnes(0));
  return result;
}

// Returns whether self-trade prevention stopped the order. The loop ends: each pass fills the
// order, stops it, or removes one resting order.
bool OrderBook::match(const NewOrder& order, Tonnes& open, std::vector<BookEvent>& events) {
  Levels& makers = levels_of(opposite(order.side));
  const Rank worst = rank_of(opposite(order.side), order.limit);
  TANSHI_CHECK(!order.post_only || makers.best_rank > worst);

  while (open > Tonnes(0) && makers.best_rank <= worst) {
    Level& level = levels_[makers.best];
    const PoolIndex place = level.oldest;
    Order& maker = orders_[place];
    const bool self_trade = maker.account == order.account;
    if (self_trade && order.self_trade_prevention == SelfTradePrevention::kCancelIncoming) {
      return true;
    }

    const Tonnes quantity = self_trade ? maker.open : std::min(maker.open, open);
    const Tonnes left = maker.open - quantity;
    events.push_back(
        {.kind = self_trade ? BookEvent::Kind::kSelfTradeCancelled : BookEvent::Kind::kFill,
         .side = maker.side,
         .account = maker.account,
         .handle = handle_of(place),
         .id = maker.id,
         .limit = maker.limit,
         .quantity = quantity,
         .open = left});
    if (!self_trade) open -= quantity;
    if (left == Tonnes(0)) {
      remove(place);
    } else {
      maker.open = left;
      level.quantity -= quantity;
    }
    if (self_trade && order.self_trade_prevention == SelfTradePrevention::kCancelBoth) return true;
  }
  return false;
}

bool OrderBook::would_cross(Side side, Price limit) const {
  return levels_of(opposite(side)).best_rank <= rank_of(opposite(side), limit);
}

bool OrderBook::can_fill(const NewOrder& order) const {
  const Levels& makers = levels_of(opposite(order.side));
  const Rank worst = rank_of(opposite(order.side), order.limit);
  const bool meets_own = first_of(order.account) != kNone;
  Tonnes open = order.quantity;

  for (PoolIndex at = makers.best; at != kNone; at = makers.by_rank.after(levels_[at].rank)) {
    const Level& level = levels_[at];
    if (level.rank > worst) return false;
    if (!meets_own) {
      if (level.quantity >= open) return true;
      open -= level.quantity;
      continue;
    }
    for (PoolIndex place = level.oldest; place != kNone; place = orders_[place].newer) {
      const Order& maker = orders_[place];
      if (maker.account == order.account) {
        if (order.self_trade_prevention == SelfTradePrevention::kCancelResting) continue;
        return false;
      }
      if (maker.open >= open) return true;
      open -= maker.open;
    }
  }
  return false;
}

// --- Resting orders -----------------------------------------------------------------------------

OrderHandle OrderBook::rest(const NewOrder& order, Tonnes open) {
  const Rank rank = rank_of(order.side, order.limit);
  const PoolIndex level_index = level_at(order.side, rank);
  Level& level = levels_[level_index];
  const PoolIndex place = orders_.acquire();
  Order& slot = orders_[place];

  slot.id = order.id;
  slot.open = open;
  slot.limit = order.limit;
  slot.account = order.account;
  slot.generation += 1;
  slot.level = level_index;
  slot.older = level.newest;
  slot.newer = kNone;
  slot.side = order.side;
  slot.time_in_force = order.time_in_force;

  (level.newest == kNone ? level.oldest : orders_[level.newest].newer) = place;
  level.newest = place;
  level.quantity += open;
  level.order_count += 1;
  link_to_account(place);
  return handle_of(place);
}

// The level of that rank, made if there is none.
PoolIndex OrderBook::level_at(Side side, Rank rank) {
  Levels& levels = levels_of(side);
  PoolIndex at = levels.by_rank.find(rank);
  if (at != kNone) return at;

  at = levels_.acquire();
  levels_[at] = {
      .quantity = Tonnes(0), .oldest = kNone, .newest = kNone, .order_count = 0, .rank = rank};
  levels.by_rank.insert(rank, at);
  if (rank < levels.best_rank) {
    levels.best_rank = rank;
    levels.best = at;
  }
  return at;
}

void OrderBook::link_to_account(PoolIndex index) {
  Order& order = orders_[index];
  const auto account = static_cast<std::size_t>(order.account);
  if (account >= account_first_.size()) account_first_.resize(account + 1, kNone);
  const PoolIndex first = account_first_[account];
  order.account_previous = kNone;
  order.account_next = first;
  if (first != kNone) orders_[first].account_previous = index;
  account_first_[account] = index;
}

void OrderBook::unlink_from_account(const Order& order) {
  PoolIndex& to_next = order.account_previous == kNone
                           ? account_first_[static_cast<std::size_t>(order.account)]
                           : orders_[order.account_previous].account_next;
  to_next = order.account_next;
  if (order.account_next != kNone) {
    orders_[order.account_next].account_previous = order.account_previous;
  }
}

void OrderBook::unlink_from_level(const Order& order) {
  Level& level = levels_[order.level];
  (order.older == kNone ? level.oldest : orders_[order.older].newer) = order.newer;
  (order.newer == kNone ? level.newest : orders_[order.newer].older) = order.older;
  level.quantity -= order.open;
  level.order_count -= 1;
  if (level.order_count > 0) return;

  Levels& levels = levels_of(order.side);
  levels.by_rank.erase(level.rank);
  if (order.level == levels.best) {
    levels.best = levels.by_rank.first();
    levels.best_rank = levels.best == kNone ? kNoRank : levels_[levels.best].rank;
  }
  levels_.release(order.level);
}

void OrderBook::remove(PoolIndex index) {
  Order& order = orders_[index];
  unlink_from_level(order);
  unlink_from_account(order);
  order.generation += 1;
  orders_.release(index);
}

RestingOrder OrderBook::cancel(OrderHandle handle) {
  TANSHI_CHECK(is_live(handle));
  const RestingOrder order = resting_order(place_of(handle));
  remove(place_of(handle));
  return order;
}

void OrderBook::shrink(OrderHandle handle, Tonnes new_open) {
  TANSHI_CHECK(is_live(handle));
  Order& order = orders_[place_of(handle)];
  TANSHI_CHECK(Tonnes(0) < new_open && new_open <= order.open);
  levels_[order.level].quantity -= order.open - new_open;
  order.open = new_open;
}

// --- Queries ------------------------------------------------------------------------------------

bool OrderBook::is_live(OrderHandle handle) const {
  const PoolIndex place = place_of(handle);
  return generation_of(handle) % 2 == 1 && orders_.contains(place) &&
         orders_[place].generation == generation_of(handle);
}

OrderHandle OrderBook::handle_of(PoolIndex index) const {
  return {std::uint64_t{orders_[index].generation} << kGenerationShift | index};
}

RestingOrder OrderBook::resting_order(PoolIndex index) const {
  const Order& order = orders_[index];
  return {.handle = handle_of(index),
          .id = order.id,
          .account = order.account,
          .side = order.side,
          .time_in_force = order.time_in_force,
          .limit = order.limit,
          .open = order.open};
}

PoolIndex OrderBook::first_of(AccountId account) const {
  const auto number = static_cast<std::size_t>(account);
  return number < account_first_.size() ? account_first_[number] : kNone;
}

std::optional<RestingOrder> OrderBook::find(OrderHandle handle) const {
  if (!is_live(handle)) return std::nullopt;
  return resting_order(place_of(handle));
}

DepthLevel OrderBook::depth_level(Side side, const Level& level) const {
  return {price_of(side, level.rank), level.quantity, level.order_count};
}

std::optional<DepthLevel> OrderBook::best(Side side) const {
  const PoolIndex at = levels_of(side).best;
  if (at == kNone) return std::nullopt;
  return depth_level(side, levels_[at]);
}

void OrderBook::depth(Side side, std::size_t max_levels, std::vector<DepthLevel>& out) const {
  const Levels& levels = levels_of(side);
  PoolIndex at = levels.best;
  for (; at != kNone && max_levels > 0; --max_levels) {
    out.push_back(depth_level(side, levels_[at]));
    at = levels.by_rank.after(levels_[at].rank);
  }
}

void OrderBook::orders_of(AccountId account, std::vector<RestingOrder>& out) const {
  const auto before = static_cast<std::ptrdiff_t>(out.size());
  for (PoolIndex at = first_of(account); at != kNone; at = orders_[at].account_next) {
    out.push_back(resting_order(at));
  }
  std::sort(out.begin() + before, out.end(),
            [](const RestingOrder& a, const RestingOrder& b) { return a.id < b.id; });
}

template <class Visit>
void OrderBook::visit_orders(const Visit& visit) const {
  for (const Levels& levels : sides_) {
    for (PoolIndex at = levels.best; at != kNone; at = levels.by_rank.after(levels_[at].rank)) {
      for (PoolIndex place = levels_[at].oldest; place != kNone; place = orders_[place].newer) {
        visit(place);
      }
    }
  }
}

void OrderBook::all_orders(std::vector<RestingOrder>& out) const {
  visit_orders([&](PoolIndex place) { out.push_back(resting_order(place)); });
}

void OrderBook::day_orders(std::vector<RestingOrder>& out) const {
  visit_orders([&](PoolIndex place) {
    if (orders_[place].time_in_force == TimeInForce::kDay) out.push_back(resting_order(place));
  });
}

std::size_t OrderBook::memory_bytes() const {
  std::size_t bytes = orders_.memory_bytes() + levels_.memory_bytes() +
                      account_first_.capacity() * sizeof(account_first_[0]);
  for (const Levels& levels : sides_) bytes += levels.by_rank.memory_bytes();
  return bytes;
}

// --- Audit --------------------------------------------------------------------------------------

void OrderBook::audit_side(Side side) const {
  const Levels& levels = levels_of(side);
  TANSHI_CHECK(levels.best == levels.by_rank.first());
  TANSHI_CHECK(levels.best_rank == (levels.best == kNone ? kNoRank : levels_[levels.best].rank));

  for (PoolIndex at = levels.best; at != kNone; at = levels.by_rank.after(levels_[at].rank)) {
    const Level& level = levels_[at];
    TANSHI_CHECK(level.order_count > 0 && levels.by_rank.find(level.rank) == at);
    Tonnes quantity;
    std::uint32_t order_count = 0;
    PoolIndex older = kNone;
    for (PoolIndex place = level.oldest; place != kNone; place = orders_[place].newer) {
      const Order& order = orders_[place];
      TANSHI_CHECK(order.generation % 2 == 1 && order.open > Tonnes(0));
      TANSHI_CHECK(order.level == at && order.older == older && order.side == side);
      TANSHI_CHECK(order.limit == price_of(side, level.rank) && may_rest(order.time_in_force));
      quantity += order.open;
      order_count += 1;
      older = place;
    }
    TANSHI_CHECK(level.newest == older);
    TANSHI_CHECK(level.quantity == quantity && level.order_count == order_count);
  }
}

void OrderBook::audit_accounts() const {
  std::size_t listed = 0;
  for (std::size_t account = 0; account < account_first_.size(); ++account) {
    PoolIndex previous = kNone;
    for (PoolIndex at = account_first_[account]; at != kNone; at = orders_[at].account_next) {
      const Order& order = orders_[at];
      TANSHI_CHECK(order.generation % 2 == 1 && order.account_previous == previous);
      TANSHI_CHECK(static_cast<std::size_t>(order.account) == account);
      previous = at;
      listed += 1;
    }
  }
  TANSHI_CHECK(listed == size());
}

void OrderBook::audit() const {
  audit_side(Side::kBuy);
  audit_side(Side::kSell);
  audit_accounts();

  std::size_t resting = 0;
  visit_orders([&](PoolIndex) { resting += 1; });
  TANSHI_CHECK(resting == size());
  const auto bid = best(Side::kBuy);
  const auto ask = best(Side::kSell);
  TANSHI_CHECK(!bid || !ask || bid->limit < ask->limit);
}

}  // namespace tanshi
