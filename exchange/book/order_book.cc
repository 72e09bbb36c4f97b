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
constexpr Rank mirrored(Rank rank) {
  return Rank{static_cast<std::uint32_t>(rank) ^ kRankMask};
}

}  // namespace

OrderBook::OrderBook(BookSpec spec) : spec_(spec) {
  TANSHI_CHECK(Price(0) < spec.tick && spec.tick <= spec.max_price && spec.max_price <= kMaxPrice);
}

inline Rank OrderBook::rank_of(Side side, Price limit) const {
  TANSHI_CHECK(Price(0) < limit && limit <= spec_.max_price);
  const auto cents = static_cast<std::uint32_t>(limit.raw());  // 32 bits divide much faster
  const auto tick_cents = static_cast<std::uint32_t>(spec_.tick.raw());
  TANSHI_CHECK(cents % tick_cents == 0);
  return Rank{cents / tick_cents ^ rank_mirror(side)};
}

inline Price OrderBook::price_of(Side side, Rank rank) const {
  const std::uint32_t tick_number = static_cast<std::uint32_t>(rank) ^ rank_mirror(side);
  return Price(std::int64_t{tick_number} * spec_.tick.raw());
}

inline bool OrderBook::is_live(OrderHandle handle) const {
  const PoolIndex place = place_of(handle);
  return generation_of(handle) % 2 == 1 && place < orders_.end() &&
         orders_[place].generation == generation_of(handle);
}

inline OrderHandle OrderBook::handle_of(PoolIndex index) const {
  return {std::uint64_t{orders_[index].generation} << kGenerationShift | index};
}

inline RestingOrder OrderBook::resting_order(PoolIndex index) const {
  const Order& order = orders_[index];
  const Level& level = levels_[order.level];
  return {.handle = handle_of(index),
          .id = order.id,
          .account = order.account,
          .side = level.side,
          .time_in_force = order.is_day ? TimeInForce::kDay : TimeInForce::kGoodTillCancel,
          .limit = price_of(level.side, level.rank),
          .open = order.open()};
}

// --- Matching -----------------------------------------------------------------------------------

SubmitResult OrderBook::submit(const NewOrder& order, std::vector<BookEvent>& events) {
  TANSHI_CHECK(Tonnes(0) < order.quantity && order.quantity <= kMaxOrderQuantity);
  TANSHI_CHECK(AccountId{0} < order.account && order.account <= kMaxAccountId);

  const Rank rank = rank_of(order.side, order.limit);
  SubmitResult result;
  result.open = order.quantity;
  const Rank worst = mirrored(rank);
  if (levels_of(opposite(order.side)).best_rank <= worst) {
    TANSHI_CHECK(!order.post_only);
    result.self_trade_stopped = match(order, worst, result.open, events);
  }
  if (result.open > Tonnes(0) && !result.self_trade_stopped && may_rest(order.time_in_force)) {
    result.handle = rest(order, rank, result.open);
    result.rested = true;
  }
  TANSHI_CHECK(order.time_in_force != TimeInForce::kFillOrKill || result.open == Tonnes(0));
  return result;
}

// The loop ends: each pass fills the order, stops it, or removes one resting order.
bool OrderBook::match(const NewOrder& order, Rank worst, Tonnes& open,
                      std::vector<BookEvent>& events) {
  Levels& makers = levels_of(opposite(order.side));

  while (makers.best_rank <= worst && open > Tonnes(0)) {
    Level& level = levels_[makers.best];
    const PoolIndex place = level.oldest;
    Order& maker = orders_[place];
    const bool self_trade = maker.account == order.account;
    if (self_trade && order.self_trade_prevention == SelfTradePrevention::kCancelIncoming) {
      return true;
    }

    const Tonnes quantity = self_trade ? maker.open() : std::min(maker.open(), open);
    const Tonnes left = maker.open() - quantity;
    events.push_back(
        {.kind = self_trade ? BookEvent::Kind::kSelfTradeCancelled : BookEvent::Kind::kFill,
         .side = level.side,
         .account = maker.account,
         .handle = handle_of(place),
         .id = maker.id,
         .limit = price_of(level.side, level.rank),
         .quantity = quantity,
         .open = left});
    if (!self_trade) open -= quantity;
    if (left == Tonnes(0)) {
      remove(place);
    } else {
      maker.set_open(left);
      level.quantity -= quantity;
    }
    if (self_trade && order.self_trade_prevention == SelfTradePrevention::kCancelBoth) return true;
  }
  return false;
}

OrderHandle OrderBook::gather(const NewOrder& order) {
  TANSHI_CHECK(Tonnes(0) < order.quantity && order.quantity <= kMaxOrderQuantity);
  TANSHI_CHECK(AccountId{0} < order.account && order.account <= kMaxAccountId);
  TANSHI_CHECK(may_rest(order.time_in_force));
  return rest(order, rank_of(order.side, order.limit), order.quantity);
}

bool OrderBook::is_crossed() const {
  const auto bid = best(Side::kBuy);
  const auto ask = best(Side::kSell);
  return bid && ask && bid->limit >= ask->limit;
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
      if (maker.open() >= open) return true;
      open -= maker.open();
    }
  }
  return false;
}

// --- Resting orders -----------------------------------------------------------------------------

inline OrderHandle OrderBook::rest(const NewOrder& order, Rank rank, Tonnes open) {
  PoolIndex level_index = levels_of(order.side).by_rank.find(rank);
  if (level_index == kNone) level_index = make_level(order.side, rank);
  const PoolIndex place = orders_.acquire();
  Level& level = levels_[level_index];
  Order& slot = orders_[place];

  slot.id = order.id;
  slot.set_open(open);
  slot.is_day = order.time_in_force == TimeInForce::kDay;
  slot.account = order.account;
  slot.generation += 1;
  slot.level = level_index;
  slot.older = level.newest;
  slot.newer = kNone;

  orders_[level.newest].newer = place;  // place 0 takes what nobody needs
  const PoolIndex oldest = level.oldest;
  level.oldest = oldest == kNone ? place : oldest;
  level.newest = place;
  level.quantity += open;
  level.order_count += 1;
  link_to_account(place);
  return handle_of(place);
}

PoolIndex OrderBook::make_level(Side side, Rank rank) {
  Levels& levels = levels_of(side);
  const PoolIndex index = levels_.acquire();
  levels_[index] = {.quantity = Tonnes(0),
                    .oldest = kNone,
                    .newest = kNone,
                    .order_count = 0,
                    .rank = rank,
                    .side = side};
  levels.by_rank.insert(rank, index);
  if (rank < levels.best_rank) {
    levels.best_rank = rank;
    levels.best = index;
  }
  return index;
}

void OrderBook::drop_level(PoolIndex index) {
  const Level& level = levels_[index];
  Levels& levels = levels_of(level.side);
  if (index == levels.best) {
    levels.best = levels.by_rank.after(level.rank);
    levels.best_rank = levels.best == kNone ? kNoRank : levels_[levels.best].rank;
  }
  levels.by_rank.erase(level.rank);
  levels_.release(index);
}

inline void OrderBook::link_to_account(PoolIndex place) {
  Order& order = orders_[place];
  const auto account = static_cast<std::size_t>(order.account);
  if (account >= account_first_.size()) account_first_.resize(account + 1, kNone);
  const PoolIndex first = account_first_[account];
  order.account_previous = kNone;
  order.account_next = first;
  orders_[first].account_previous = place;
  account_first_[account] = place;
}

inline void OrderBook::remove(PoolIndex place) {
  Order& order = orders_[place];
  const PoolIndex previous = order.account_previous;
  const PoolIndex next = order.account_next;
  orders_[previous].account_next = next;
  orders_[next].account_previous = previous;
  PoolIndex& first = account_first_[static_cast<std::size_t>(order.account)];
  const PoolIndex old_first = first;
  first = previous == kNone ? next : old_first;

  const PoolIndex older = order.older;
  const PoolIndex newer = order.newer;
  if ((older | newer) == kNone) {
    drop_level(order.level);
  } else {
    Level& level = levels_[order.level];
    orders_[older].newer = newer;
    orders_[newer].older = older;
    const PoolIndex oldest = level.oldest;
    const PoolIndex newest = level.newest;
    level.oldest = older == kNone ? newer : oldest;
    level.newest = newer == kNone ? older : newest;
    level.quantity -= order.open();
    level.order_count -= 1;
  }
  order.generation += 1;
  orders_.release(place);
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
  TANSHI_CHECK(Tonnes(0) < new_open && new_open <= order.open());
  levels_[order.level].quantity -= order.open() - new_open;
  order.set_open(new_open);
}

// --- Queries ------------------------------------------------------------------------------------

PoolIndex OrderBook::first_of(AccountId account) const {
  const auto number = static_cast<std::size_t>(account);
  return number < account_first_.size() ? account_first_[number] : kNone;
}

std::optional<RestingOrder> OrderBook::find(OrderHandle handle) const {
  if (!is_live(handle)) return std::nullopt;
  return resting_order(place_of(handle));
}

DepthLevel OrderBook::depth_level(const Level& level) const {
  return {price_of(level.side, level.rank), level.quantity, level.order_count};
}

std::optional<DepthLevel> OrderBook::best(Side side) const {
  const PoolIndex at = levels_of(side).best;
  if (at == kNone) return std::nullopt;
  return depth_level(levels_[at]);
}

void OrderBook::depth(Side side, std::size_t max_levels, std::vector<DepthLevel>& out) const {
  const Levels& levels = levels_of(side);
  PoolIndex at = levels.best;
  for (; at != kNone && max_levels > 0; --max_levels) {
    out.push_back(depth_level(levels_[at]));
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
    if (orders_[place].is_day) out.push_back(resting_order(place));
  });
}

std::size_t OrderBook::memory_bytes() const {
  std::size_t bytes = orders_.memory_bytes() + levels_.memory_bytes() +
                      account_first_.capacity() * sizeof(account_first_[0]);
  for (const Levels& levels : sides_) bytes += levels.by_rank.memory_bytes();
  return bytes;
}

// --- Audit --------------------------------------------------------------------------------------

// Returns the number of levels.
std::size_t OrderBook::audit_side(Side side) const {
  const Levels& levels = levels_of(side);
  TANSHI_CHECK(levels.best == levels.by_rank.first());
  TANSHI_CHECK(levels.best_rank == (levels.best == kNone ? kNoRank : levels_[levels.best].rank));
  TANSHI_CHECK(levels.best != kNone || levels.by_rank.page_count() == 0);

  std::size_t level_count = 0;
  for (PoolIndex at = levels.best; at != kNone; at = levels.by_rank.after(levels_[at].rank)) {
    const Level& level = levels_[at];
    TANSHI_CHECK(level.order_count > 0 && level.side == side &&
                 levels.by_rank.find(level.rank) == at);
    Tonnes quantity;
    std::uint32_t order_count = 0;
    PoolIndex older = kNone;
    for (PoolIndex place = level.oldest; place != kNone; place = orders_[place].newer) {
      const Order& order = orders_[place];
      TANSHI_CHECK(order.generation % 2 == 1 && order.open() > Tonnes(0));
      TANSHI_CHECK(order.level == at && order.older == older);
      quantity += order.open();
      order_count += 1;
      older = place;
    }
    TANSHI_CHECK(level.newest == older);
    TANSHI_CHECK(level.quantity == quantity && level.order_count == order_count);
    level_count += 1;
  }
  return level_count;
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

void OrderBook::audit(bool gathers) const {
  const std::size_t level_count = audit_side(Side::kBuy) + audit_side(Side::kSell);
  TANSHI_CHECK(level_count == levels_.in_use());
  audit_accounts();

  std::size_t resting = 0;
  visit_orders([&](PoolIndex) { resting += 1; });
  TANSHI_CHECK(resting == size());
  TANSHI_CHECK(gathers || !is_crossed());
}

}  // namespace tanshi
