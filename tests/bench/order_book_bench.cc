// Time of one operation on the order book alone, against the book that one would write first.
//
// Workload: 50 % orders that rest, 40 % cancels, 10 % orders that cross, at about 12,000 resting
// orders of 1,000 accounts. Resting orders join up to 1,000 ticks behind the opposite best, most
// of them near it; a crossing order is of the same size as others and takes what it finds within
// 50 ticks of the best price, so that on average it removes one order.
// Everything random is drawn before the clock starts; cancels name a random resting order.
// In the figure: matching, the events, the caller's table of handles. Not in it: admission,
// escrow, hashing, reading commands, and the making of the workload.
//
// Plain is a std::map of std::lists and a hash of order ids; without self-trade prevention, lists
// by account and totals by level, which OrderBook keeps.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <unordered_map>
#include <vector>

#include <benchmark/benchmark.h>

#include "exchange/base/random_stream.h"
#include "exchange/book/order_book.h"

namespace tanshi {
namespace {

constexpr std::int32_t kAccounts = 1'000;
constexpr std::int64_t kDepthTicks = 1'000;
constexpr Price kCrossTicks(50);
constexpr Price kMiddle(7'250);

// One operation. A resting order gets a ticket, under which its owner keeps the handle; tickets
// are reused, so that the table stays as small as the book.
struct Operation {
  enum class Kind : std::uint8_t { kAdd, kCancel, kCross };

  Kind kind;
  Side side;
  std::int32_t account;
  std::int32_t limit_cents;
  std::int32_t quantity_t;
  std::uint32_t ticket;
};

struct Workload {
  std::vector<Operation> fill;
  std::vector<Operation> mix;
  std::uint32_t ticket_count = 0;
};

NewOrder to_order(const Operation& operation, std::int64_t number) {
  return {.id = OrderId{number},
          .account = AccountId{operation.account},
          .side = operation.side,
          .limit = Price(operation.limit_cents),
          .quantity = Tonnes(operation.quantity_t),
          .time_in_force = operation.kind == Operation::Kind::kCross
                               ? TimeInForce::kImmediateOrCancel
                               : TimeInForce::kGoodTillCancel};
}

// Draws operations on a book of its own, so as to know what rests.
class WorkloadMaker {
 public:
  Workload make(std::int64_t resting, std::int64_t operation_count) {
    Workload workload;
    for (std::int64_t i = 0; i < resting; ++i) workload.fill.push_back(add());
    for (std::int64_t i = 0; i < operation_count; ++i) {
      const std::int64_t draw = random_.uniform_int(0, 9);
      workload.mix.push_back(draw < 5 ? add() : draw < 9 ? cancel() : cross());
    }
    workload.ticket_count = static_cast<std::uint32_t>(handles_.size());
    return workload;
  }

 private:
  Operation random_order(Operation::Kind kind) {
    const auto side = random_.uniform_int(0, 1) == 0 ? Side::kBuy : Side::kSell;
    return {.kind = kind,
            .side = side,
            .account = static_cast<std::int32_t>(random_.uniform_int(1, kAccounts)),
            .limit_cents = 0,
            .quantity_t = static_cast<std::int32_t>(random_.uniform_int(1, 100)),
            .ticket = 0};
  }

  Operation add() {
    Operation operation = random_order(Operation::Kind::kAdd);
    const auto other = book_.best(opposite(operation.side));
    const std::int64_t behind =
        1 + random_.uniform_int(0, kDepthTicks) * random_.uniform_int(0, kDepthTicks) / kDepthTicks;
    const Price from = other ? other->limit : kMiddle;
    const Price limit = operation.side == Side::kBuy ? from - Price(behind) : from + Price(behind);
    operation.limit_cents = static_cast<std::int32_t>(limit.raw());
    operation.ticket = take_ticket();
    handles_[operation.ticket] =
        book_.submit(to_order(operation, operation.ticket), events_).handle;
    live_.push_back(operation.ticket);
    return operation;
  }

  Operation cancel() {
    Operation operation = random_order(Operation::Kind::kCancel);
    do {
      operation.ticket = take_live();
      free_tickets_.push_back(operation.ticket);
    } while (!book_.find(handles_[operation.ticket]));  // traded meanwhile; ends: some rest
    book_.cancel(handles_[operation.ticket]);
    return operation;
  }

  Operation cross() {
    Operation operation = random_order(Operation::Kind::kCross);
    operation.account += kAccounts;  // never its own maker: Plain does not prevent self-trades
    const Price best = book_.best(opposite(operation.side))->limit;
    const Price limit = operation.side == Side::kBuy ? best + kCrossTicks : best - kCrossTicks;
    operation.limit_cents = static_cast<std::int32_t>(limit.raw());
    book_.submit(to_order(operation, 0), events_);
    events_.clear();
    return operation;
  }

  std::uint32_t take_ticket() {
    if (free_tickets_.empty()) {
      handles_.emplace_back();
      return static_cast<std::uint32_t>(handles_.size() - 1);
    }
    const std::uint32_t ticket = free_tickets_.back();
    free_tickets_.pop_back();
    return ticket;
  }

  std::uint32_t take_live() {
    const auto last = static_cast<std::int64_t>(live_.size()) - 1;
    std::swap(live_[static_cast<std::size_t>(random_.uniform_int(0, last))], live_.back());
    const std::uint32_t ticket = live_.back();
    live_.pop_back();
    return ticket;
  }

  RandomStream random_{1, 0, 0};
  OrderBook book_{BookSpec{}};
  std::vector<BookEvent> events_;
  std::vector<OrderHandle> handles_;  // by ticket
  std::vector<std::uint32_t> live_;   // tickets of orders that rest, or did until they traded
  std::vector<std::uint32_t> free_tickets_;
};

class PlainBook {
 public:
  struct Order {
    OrderId id;
    AccountId account;
    Tonnes open;
  };

  void submit(const NewOrder& order, std::vector<BookEvent>& events) {
    if (order.side == Side::kBuy) {
      match_and_rest(order, asks_, bids_, events);
    } else {
      match_and_rest(order, bids_, asks_, events);
    }
  }

  void cancel(OrderId id) {
    const auto found = places_.find(id);
    const Place place = found->second;
    places_.erase(found);
    if (place.side == Side::kBuy) {
      erase(bids_, place);
    } else {
      erase(asks_, place);
    }
  }

  [[nodiscard]] std::size_t size() const { return places_.size(); }

 private:
  using Queue = std::list<Order>;
  struct Place {
    Side side;
    Price limit;
    Queue::iterator order;
  };

  template <class Levels>
  static void erase(Levels& levels, const Place& place) {
    const auto level = levels.find(place.limit);
    level->second.erase(place.order);
    if (level->second.empty()) levels.erase(level);
  }

  template <class Makers, class Own>
  void match_and_rest(const NewOrder& order, Makers& makers, Own& own,
                      std::vector<BookEvent>& events) {
    Tonnes open = order.quantity;
    while (open > Tonnes(0) && !makers.empty() &&
           !makers.key_comp()(order.limit, makers.begin()->first)) {
      const auto level = makers.begin();
      Order& maker = level->second.front();
      const Tonnes quantity = std::min(maker.open, open);
      maker.open -= quantity;
      open -= quantity;
      events.push_back({.side = opposite(order.side),
                        .account = maker.account,
                        .handle = {},
                        .id = maker.id,
                        .limit = level->first,
                        .quantity = quantity,
                        .open = maker.open});
      if (maker.open > Tonnes(0)) continue;
      places_.erase(maker.id);
      level->second.pop_front();
      if (level->second.empty()) makers.erase(level);
    }
    if (open == Tonnes(0) || !may_rest(order.time_in_force)) return;
    Queue& queue = own[order.limit];
    queue.push_back({order.id, order.account, open});
    places_[order.id] = {order.side, order.limit, std::prev(queue.end())};
  }

  std::map<Price, Queue, std::greater<>> bids_;
  std::map<Price, Queue> asks_;
  std::unordered_map<OrderId, Place> places_;
};

// The two books under one name each for what the workload does.
class Fast {
 public:
  explicit Fast(const Workload& workload) : handles_(workload.ticket_count) {}

  void apply(const Operation& operation, std::int64_t number) {
    if (operation.kind == Operation::Kind::kCancel) {
      book_.cancel(handles_[operation.ticket]);
      return;
    }
    const SubmitResult result = book_.submit(to_order(operation, number), events_);
    if (operation.kind == Operation::Kind::kAdd) handles_[operation.ticket] = result.handle;
    events_.clear();
  }
  [[nodiscard]] std::size_t size() const { return book_.size(); }

 private:
  OrderBook book_{BookSpec{}};
  std::vector<BookEvent> events_;
  std::vector<OrderHandle> handles_;
};

class Plain {
 public:
  explicit Plain(const Workload& workload) : ids_(workload.ticket_count) {}

  void apply(const Operation& operation, std::int64_t number) {
    if (operation.kind == Operation::Kind::kCancel) {
      book_.cancel(ids_[operation.ticket]);
      return;
    }
    book_.submit(to_order(operation, number), events_);
    if (operation.kind == Operation::Kind::kAdd) ids_[operation.ticket] = OrderId{number};
    events_.clear();
  }
  [[nodiscard]] std::size_t size() const { return book_.size(); }

 private:
  PlainBook book_;
  std::vector<BookEvent> events_;
  std::vector<OrderId> ids_;
};

template <class Book>
void mix(benchmark::State& state) {
  const Workload workload = WorkloadMaker().make(state.range(0), 1'000'000);
  std::size_t resting = 0;
  for (auto _ : state) {
    state.PauseTiming();
    Book book(workload);
    std::int64_t number = 0;
    for (const Operation& operation : workload.fill) book.apply(operation, ++number);
    state.ResumeTiming();

    for (const Operation& operation : workload.mix) book.apply(operation, ++number);

    state.PauseTiming();
    resting = book.size();
    state.ResumeTiming();
  }
  const auto operations = static_cast<double>(workload.mix.size());
  state.counters["time_per_operation"] = benchmark::Counter(
      operations, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["resting_at_end"] = static_cast<double>(resting);
}

BENCHMARK_TEMPLATE(mix, Fast)->Arg(12'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK_TEMPLATE(mix, Plain)->Arg(12'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tanshi
