// Drives two order books through one random sequence of commands and compares everything that can
// be seen of them: outcomes, events, queries. Handles are compared by the order that they name,
// since each book has its own.
//
// Commands are biased to the edges: prices near each other and across the whole range, the lowest
// and the highest price, page borders of the price index, the exact quantity of a level, one tonne,
// the largest order, few accounts (so that they meet themselves), books from empty to crowded.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"
#include "exchange/base/random_stream.h"
#include "exchange/book/book_types.h"

namespace tanshi {

template <class BookA, class BookB>
class TwinBooks {
 public:
  explicit TwinBooks(std::uint64_t seed)
      : random_(seed, 0, 0), spec_(random_spec()), a_(spec_), b_(spec_) {}

  // Stops at the first difference, which it tells.
  ::testing::AssertionResult run(int steps) {
    for (int step = 1; step <= steps && difference_.empty(); ++step) {
      random_command();
      compare_tops();
      if (step % kStepsBetweenFullComparisons == 0) compare_all();
      if (!difference_.empty()) {
        return ::testing::AssertionFailure() << "step " << step << ", " << difference_;
      }
    }
    return ::testing::AssertionSuccess();
  }

  [[nodiscard]] std::int64_t fill_count() const { return fill_count_; }

 private:
  static constexpr int kStepsBetweenFullComparisons = 50;
  static constexpr std::size_t kMostOrders = 300;  // what the slower twin can bear
  static constexpr std::array kAccounts = {AccountId{1}, AccountId{2}, AccountId{3},
                                           AccountId{1'000}};

  // What the books call the order of an id; ids are positions here.
  struct Names {
    OrderHandle a;
    OrderHandle b;
  };

  // --- Random choices ---------------------------------------------------------------------------

  bool one_in(std::int64_t n) { return random_.uniform_int(1, n) == 1; }

  template <class Choices>
  auto one_of(const Choices& choices) {
    const auto last = static_cast<std::int64_t>(std::size(choices)) - 1;
    return choices[static_cast<std::size_t>(random_.uniform_int(0, last))];
  }

  BookSpec random_spec() {
    const Price tick(one_of(std::array{1, 5, 7, 100}));
    const std::int64_t highest = kMaxPrice.raw() / tick.raw();
    const std::int64_t prices = one_of(std::array{std::int64_t{3}, std::int64_t{64}, highest});
    return {.tick = tick, .max_price = Price(prices * tick.raw())};
  }

  // In tick numbers; may lie outside the range of the book.
  std::int64_t random_tick(Side side, std::int64_t last) {
    const std::int64_t middle = (1 + last) / 2;
    if (is_filling_) {
      const std::int64_t behind = random_.uniform_int(1, width_);
      return side == Side::kBuy ? middle - behind : middle + behind;
    }
    const auto best = a_.best(opposite(side));
    switch (random_.uniform_int(0, 9)) {
      case 0:
        return random_.uniform_int(1, last);
      case 1:
        return one_of(std::array{std::int64_t{1}, last});
      case 2:  // a border of pages of the price index, or beside it
        return one_of(std::array{64, 4'096, 262'144}) * random_.uniform_int(1, 3) -
               random_.uniform_int(0, 1);
      case 3:
      case 4:
        return (best ? best->limit.raw() / spec_.tick.raw() : 1) + random_.uniform_int(-1, 1);
      default:
        return middle + random_.uniform_int(-width_, width_);
    }
  }

  Price random_price(Side side) {
    const std::int64_t last = spec_.max_price.raw() / spec_.tick.raw();
    return Price(std::clamp<std::int64_t>(random_tick(side, last), 1, last) * spec_.tick.raw());
  }

  Tonnes random_quantity(Side side) {
    if (one_in(100)) return kMaxOrderQuantity;
    const auto best = a_.best(opposite(side));
    if (best && one_in(4)) return std::min(best->quantity, kMaxOrderQuantity);
    return Tonnes(one_in(4) ? 1 : random_.uniform_int(1, 20));
  }

  NewOrder random_order() {
    NewOrder order;
    order.id = OrderId{static_cast<std::int64_t>(names_.size())};
    order.account = one_of(kAccounts);
    order.side = one_of(std::array{Side::kBuy, Side::kSell});
    order.limit = random_price(order.side);
    order.quantity = random_quantity(order.side);
    order.time_in_force = one_of(
        std::array{TimeInForce::kGoodTillCancel, TimeInForce::kGoodTillCancel, TimeInForce::kDay,
                   TimeInForce::kImmediateOrCancel, TimeInForce::kFillOrKill});
    order.self_trade_prevention =
        one_of(std::array{SelfTradePrevention::kCancelResting, SelfTradePrevention::kCancelIncoming,
                          SelfTradePrevention::kCancelBoth});
    order.post_only = one_in(8);
    return order;
  }

  // One that rests, most often; else one that has gone.
  OrderId random_id() {
    orders_.clear();
    a_.all_orders(orders_);
    if (!orders_.empty() && !one_in(5)) return one_of(orders_).id;
    return OrderId{random_.uniform_int(0, static_cast<std::int64_t>(names_.size()) - 1)};
  }

  // --- Commands ---------------------------------------------------------------------------------

  // By turns the book fills with orders that seldom meet, and is traded in.
  void next_phase() {
    is_filling_ = !is_filling_;
    width_ = one_of(std::array<std::int64_t, 4>{2, 10, 40, 200});
  }

  void random_command() {
    if (one_in(200)) next_phase();
    if (a_.size() > kMostOrders) return cancel_all_of(one_of(kAccounts));
    const std::int64_t draw = random_.uniform_int(1, 1'000) + (is_filling_ ? 0 : 200);
    if (draw <= 800) return submit(random_order());
    if (draw <= 960) return cancel(random_id());
    if (draw <= 1'050) return shrink(random_id());
    if (draw <= 1'185) return replace(random_id());
    if (draw <= 1'190) return cancel_all_of(one_of(kAccounts));
    if (draw <= 1'195) return close_day();
    restore();
  }

  void submit(const NewOrder& order) {
    const bool crosses = a_.would_cross(order.side, order.limit);
    expect(crosses == b_.would_cross(order.side, order.limit), "would_cross", order.id);
    const bool fills = a_.can_fill(order);
    expect(fills == b_.can_fill(order), "can_fill", order.id);
    if (!difference_.empty() || (order.post_only && crosses)) return;
    if (order.time_in_force == TimeInForce::kFillOrKill && !fills) return;

    std::vector<BookEvent> events_a;
    std::vector<BookEvent> events_b;
    const SubmitResult result_a = a_.submit(order, events_a);
    const SubmitResult result_b = b_.submit(order, events_b);

    names_.push_back({result_a.handle, result_b.handle});
    expect(result_a.open == result_b.open && result_a.rested == result_b.rested &&
               result_a.self_trade_stopped == result_b.self_trade_stopped,
           "result of submit", order.id);
    compare_named(events_a, events_b, "events");
    fill_count_ += std::count_if(events_a.begin(), events_a.end(), [](const BookEvent& event) {
      return event.kind == BookEvent::Kind::kFill;
    });
  }

  // Whether the order rests, of which the books must agree.
  bool rests(OrderId id) {
    const auto found_a = a_.find(name(id).a);
    const auto found_b = b_.find(name(id).b);
    expect(found_a.has_value() == found_b.has_value(), "find", id);
    if (!found_a || !found_b) return false;
    compare_named(std::vector{*found_a}, std::vector{*found_b}, "found order");
    return true;
  }

  void cancel(OrderId id) {
    if (!rests(id)) return;
    const RestingOrder a = a_.cancel(name(id).a);
    const RestingOrder b = b_.cancel(name(id).b);
    compare_named(std::vector{a}, std::vector{b}, "cancelled order");
    expect(!a_.find(name(id).a) && !b_.find(name(id).b), "a cancelled order is found", id);
  }

  void shrink(OrderId id) {
    if (!rests(id)) return;
    const Tonnes open = a_.find(name(id).a)->open;
    const Tonnes new_open(
        one_of(std::array{std::int64_t{1}, open.raw(), random_.uniform_int(1, open.raw())}));
    a_.shrink(name(id).a, new_open);
    b_.shrink(name(id).b, new_open);
  }

  // As the Market does it: by a new order, which here gets a new id.
  void replace(OrderId id) {
    if (!rests(id)) return;
    const RestingOrder old = a_.cancel(name(id).a);
    b_.cancel(name(id).b);
    NewOrder order = random_order();
    order.account = old.account;
    order.side = old.side;
    submit(order);
  }

  void cancel_all_of(AccountId account) {
    std::vector<RestingOrder> orders;
    a_.orders_of(account, orders);
    for (const RestingOrder& order : orders) cancel(order.id);
  }

  void close_day() {
    std::vector<RestingOrder> orders;
    a_.day_orders(orders);
    for (const RestingOrder& order : orders) cancel(order.id);
  }

  // Both books anew from their lists of orders, as after a snapshot.
  void restore() {
    restore(a_, &Names::a);
    restore(b_, &Names::b);
    compare_all();
  }

  template <class Book>
  void restore(Book& book, OrderHandle Names::* handle) {
    std::vector<RestingOrder> orders;
    book.all_orders(orders);
    book = Book(spec_);
    for (Names& names : names_) names.*handle = OrderHandle{};
    std::vector<BookEvent> events;
    for (const RestingOrder& order : orders) {
      NewOrder again;
      again.id = order.id;
      again.account = order.account;
      again.side = order.side;
      again.limit = order.limit;
      again.quantity = order.open;
      again.time_in_force = order.time_in_force;
      names_[static_cast<std::size_t>(order.id)].*handle = book.submit(again, events).handle;
    }
    expect(events.empty(), "a restored order trades", OrderId{0});
  }

  // --- Comparisons ------------------------------------------------------------------------------

  [[nodiscard]] const Names& name(OrderId id) const { return names_[static_cast<std::size_t>(id)]; }

  void expect(bool same, const std::string& what, OrderId id) {
    if (same || !difference_.empty()) return;
    difference_ = what + " of order " + std::to_string(raw_id(id)) + " differs";
  }

  // Lists of what names orders: equal but for the handles, which name the same orders.
  template <class Item>
  void compare_named(std::vector<Item> a, std::vector<Item> b, const std::string& what) {
    if (a.size() != b.size()) return expect(false, "number of " + what, OrderId{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
      expect(a[i].handle == name(a[i].id).a && b[i].handle == name(b[i].id).b, "handle in " + what,
             a[i].id);
      a[i].handle = b[i].handle = OrderHandle{};
      expect(a[i] == b[i], what, a[i].id);
    }
  }

  void compare_tops() {
    for (const Side side : {Side::kBuy, Side::kSell}) {
      expect(a_.best(side) == b_.best(side), "best level after that", last_id());
    }
    expect(a_.size() == b_.size(), "size after that", last_id());
  }

  void compare_all() {
    a_.audit();
    b_.audit();
    compare_lists("all orders", [](const auto& book, auto& out) { book.all_orders(out); });
    compare_lists("day orders", [](const auto& book, auto& out) { book.day_orders(out); });
    for (const AccountId account : kAccounts) {
      compare_lists("orders of an account",
                    [&](const auto& book, auto& out) { book.orders_of(account, out); });
    }
    for (const Side side : {Side::kBuy, Side::kSell}) {
      const auto max_levels = static_cast<std::size_t>(random_.uniform_int(0, 300));
      std::vector<DepthLevel> depth_a;
      std::vector<DepthLevel> depth_b;
      a_.depth(side, max_levels, depth_a);
      b_.depth(side, max_levels, depth_b);
      expect(depth_a == depth_b, "depth after that", last_id());
    }
  }

  template <class List>
  void compare_lists(const std::string& what, const List& list) {
    std::vector<RestingOrder> a;
    std::vector<RestingOrder> b;
    list(a_, a);
    list(b_, b);
    compare_named(a, b, what);
  }

  [[nodiscard]] OrderId last_id() const {
    return OrderId{static_cast<std::int64_t>(names_.size()) - 1};
  }

  RandomStream random_;
  BookSpec spec_;
  bool is_filling_ = true;
  std::int64_t width_ = 40;  // how far from the middle most orders are, in ticks
  BookA a_;
  BookB b_;
  std::vector<Names> names_{1};  // nobody has id 0
  std::vector<RestingOrder> orders_;
  std::string difference_;
  std::int64_t fill_count_ = 0;
};

}  // namespace tanshi
