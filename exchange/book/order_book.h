// Limit order book of one instrument: price-time priority, continuous matching.
//
// Pure: no clock, no I/O, no randomness. Equal command sequences give equal outcomes on every
// platform and build type. The Market owns escrow and refusals: it asks `would_cross` and
// `can_fill` first, and submits what it has admitted. Market orders are kImmediateOrCancel orders
// at their protection price; a replace is `shrink`, or `cancel` then `submit`.
//
// Thread-safety: none. One Market owns the book and calls it from one thread.
//
// Invariants, checked by audit():
//   (1) best bid < best ask: the book is never crossed at rest, unless it gathers.
//   (2) every level holds an order, every resting order has open > 0, and totals are their sums.
//   (3) every resting order is in the list of its level, in order of arrival, and in the list of
//       its account.
//
// How it is fast. Orders are 40-byte slots in a pool, linked by 32-bit indices into the first-in,
// first-out list of their level and into the list of their account: cancelling by handle is O(1).
// Levels are found through a PriceIndex, whose pages exist only while they hold orders; so
// a wild price costs neither time nor memory, and there is no window of prices to move. Prices
// enter it as ranks, in which the best price imaginable for the side is lowest: so one code serves
// both sides without a branch. The best level of each side is cached.
//
// Memory: 40 bytes for each order, 32 for each level, 4 for each account number up to the highest
// seen, and pages: 4 bytes for each tick of a crowded stretch of prices, 544 at most for an order
// far from all others. It follows the busiest moment so far: below that nothing is allocated;
// beyond it a pool doubles, and is moved once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "exchange/base/checked_math.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/book/book_types.h"
#include "exchange/book/index_pool.h"
#include "exchange/book/price_index.h"

namespace tanshi {

class OrderBook {
 public:
  explicit OrderBook(BookSpec spec);

  // Whether an order would meet a resting order on arrival, its own account's included.
  // REQUIRES: limit a price of the spec.
  [[nodiscard]] bool would_cross(Side side, Price limit) const;

  // Whether `order` would trade whole on arrival. Resting orders of its own account give nothing;
  // under kCancelIncoming and kCancelBoth one that is met before the end makes the answer no.
  // REQUIRES: order.limit a price of the spec.
  // Complexity: O(levels met), O(orders met) if the account has resting orders.
  [[nodiscard]] bool can_fill(const NewOrder& order) const;

  // Matches `order` against the other side, best price first, oldest first at one price, at the
  // resting orders' prices. Then rests what is left, if it may rest. Appends one event for each
  // resting order touched, in that order.
  //
  // REQUIRES: members in the ranges that NewOrder gives; limit a price of the spec;
  // can_fill(order) if kFillOrKill; !would_cross(side, limit) if post_only.
  // Complexity: O(events).
  SubmitResult submit(const NewOrder& order, std::vector<BookEvent>& events);

  // Rests `order` without matching it, though it may cross: the book then gathers orders for a call
  // or for takers who choose. Before the next submit() the crossing must have been cleared.
  // REQUIRES: as for submit(); may_rest(order.time_in_force).
  OrderHandle gather(const NewOrder& order);

  // Whether some bid is at or above some ask: only gathered orders can be.
  [[nodiscard]] bool is_crossed() const;

  // The resting order of that name; nullopt if the handle is stale.
  [[nodiscard]] std::optional<RestingOrder> find(OrderHandle handle) const;

  // Removes a resting order; returns it as it was. REQUIRES: find(handle).
  RestingOrder cancel(OrderHandle handle);

  // Lowers what is open; the order keeps its place in time.
  // REQUIRES: find(handle); 0 < new_open <= its open.
  void shrink(OrderHandle handle, Tonnes new_open);

  // The best level of `side`; nullopt if it has none.
  [[nodiscard]] std::optional<DepthLevel> best(Side side) const;

  // Appends up to `max_levels` levels of `side`, best first.
  void depth(Side side, std::size_t max_levels, std::vector<DepthLevel>& out) const;

  // Appends the resting orders of one account by rising order id, which is the order of their
  // submission. Complexity: O(n log n) in the account's own orders.
  void orders_of(AccountId account, std::vector<RestingOrder>& out) const;

  // Appends every resting order by priority: the buys, then the sells, best price first, oldest
  // first. Submitting them in this sequence to an empty book gives an equal book but for handles.
  void all_orders(std::vector<RestingOrder>& out) const;

  // Appends the resting kDay orders, in the sequence of all_orders. Complexity: O(all orders).
  void day_orders(std::vector<RestingOrder>& out) const;

  // Starts to fetch the account's place in the book into the cache. No effect on any result.
  void prefetch(AccountId account) const {
    const auto number = static_cast<std::size_t>(account);
    if (number < account_first_.size()) __builtin_prefetch(&account_first_[number], 1);
  }

  // The same for its latest resting order. Worth asking for some time after prefetch(), which
  // fetches where that is.
  void prefetch_order(AccountId account) const {
    const auto number = static_cast<std::size_t>(account);
    if (number < account_first_.size()) __builtin_prefetch(&orders_[account_first_[number]], 1);
  }

  // Number of resting orders.
  [[nodiscard]] std::size_t size() const { return orders_.in_use(); }

  // What the book holds on the heap, in bytes.
  [[nodiscard]] std::size_t memory_bytes() const;

  // Aborts if an invariant does not hold. Complexity: O(all orders + accounts).
  void audit(bool gathers = false) const;

 private:
  struct Order {
    OrderId id;
    std::uint32_t open_t : 31;
    std::uint32_t is_day : 1;
    AccountId account;
    std::uint32_t generation;  // odd while the order rests
    PoolIndex level;
    PoolIndex older;  // at the same level
    PoolIndex newer;
    PoolIndex account_previous;
    PoolIndex account_next;

    [[nodiscard]] Tonnes open() const { return Tonnes(open_t); }
    void set_open(Tonnes open) { open_t = static_cast<std::uint32_t>(open.raw()) & 0x7fff'ffff; }
  };
  static_assert(kMaxOrderQuantity.raw() <= 0x7fff'ffff);
  static_assert(sizeof(Order) == 40);
  struct Level {
    Tonnes quantity;
    PoolIndex oldest;
    PoolIndex newest;
    std::uint32_t order_count;
    Rank rank;
    Side side;
  };
  static_assert(sizeof(Level) == 32);
  // Of one side.
  struct Levels {
    PriceIndex by_rank;
    Rank best_rank = kNoRank;
    PoolIndex best = kNone;
  };

  [[nodiscard]] Rank rank_of(Side side, Price limit) const;
  [[nodiscard]] Price price_of(Side side, Rank rank) const;
  [[nodiscard]] Levels& levels_of(Side side) { return sides_[side == Side::kSell]; }
  [[nodiscard]] const Levels& levels_of(Side side) const { return sides_[side == Side::kSell]; }
  [[nodiscard]] DepthLevel depth_level(const Level& level) const;
  [[nodiscard]] bool is_live(OrderHandle handle) const;
  [[nodiscard]] OrderHandle handle_of(PoolIndex index) const;
  [[nodiscard]] RestingOrder resting_order(PoolIndex index) const;
  [[nodiscard]] PoolIndex first_of(AccountId account) const;

  // Returns whether self-trade prevention stopped the order. REQUIRES: best rank <= worst.
  [[nodiscard]] bool match(const NewOrder& order, Rank worst, Tonnes& open,
                           std::vector<BookEvent>& events);
  [[nodiscard]] OrderHandle rest(const NewOrder& order, Rank rank, Tonnes open);
  [[nodiscard]] PoolIndex make_level(Side side, Rank rank);
  void drop_level(PoolIndex index);
  void link_to_account(PoolIndex place);
  void remove(PoolIndex place);

  template <class Visit>
  void visit_orders(const Visit& visit) const;
  [[nodiscard]] std::size_t audit_side(Side side) const;
  void audit_accounts() const;

  BookSpec spec_;
  IndexPool<Order, &Order::newer> orders_;
  IndexPool<Level, &Level::newest> levels_;
  std::array<Levels, 2> sides_;
  std::vector<PoolIndex> account_first_;  // by account number
};

}  // namespace tanshi
