// Time of one command on the whole market, and the memory of a full one.
//
// Workload: as that of order_book_bench, given as commands: 50 % orders that rest, 40 % cancels,
// 10 % orders that cross, at about 12,000 resting orders. Resting orders join up to 1,000 ticks
// behind the opposite best, most of them near it; a crossing order is immediate-or-cancel, of the
// same size as others, and takes what it finds within 50 ticks of the best price, so that on
// average it removes one order; cancels name a random resting order. The allowances are merged
// vintages of ten years, of which each account holds three.
// In the figure: apply(), that is admission, escrow, matching, delivery versus payment, events
// and their hash. Not in it: the making of the workload, codec, journal, network.
#include <malloc.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"
#include "exchange/base/random_stream.h"
#include "exchange/market/market.h"

namespace tanshi {
namespace {

constexpr std::int64_t kDepthTicks = 1'000;
constexpr Price kCrossTicks(50);
constexpr Price kMiddle(7'250);
constexpr InstrumentId kEua{1};
constexpr std::int32_t kVintagesHeld = 3;
constexpr Tonnes kIssue(100'000'000);      // of each vintage held, to each account
constexpr Cash kDeposit(100'000'000'000);  // to each account

// A command alone in its buffer of events.
const std::vector<Event>& apply(Market& market, const Command& command,
                                std::vector<Event>& events) {
  events.clear();
  market.apply(command, events);
  TANSHI_CHECK(!std::holds_alternative<Refused>(events.front()));
  return events;
}

Market open_market(std::int32_t accounts) {
  Market market;
  std::vector<Event> events;
  const auto now = [&](const Action& action) {
    apply(market, {.time = SimTime(0), .action = action}, events);
  };
  now(ListInstrument{kEua, Year{2021}, Year{2030}, Price(1), Tonnes(1), kMaxPrice});
  for (std::int32_t number = 1; number <= accounts; ++number) {
    const AccountId account{number};
    now(OpenAccount{account});
    now(DepositCash{account, kDeposit});
    for (std::int32_t vintage = 0; vintage < kVintagesHeld; ++vintage) {
      now(IssueAllowances{account, kEua, Year{2021 + vintage}, kIssue});
    }
  }
  now(SetTradingPhase{TradingPhase::kOpen});
  return market;
}

// Draws commands on a market of its own, so as to know what rests.
class WorkloadMaker {
 public:
  explicit WorkloadMaker(std::int32_t accounts)
      : market_(open_market(accounts)), last_order_(static_cast<std::size_t>(accounts) + 1) {}

  std::vector<Command> fill(std::int64_t count) {
    std::vector<Command> commands;
    commands.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i) commands.push_back(add());
    return commands;
  }

  std::vector<Command> mix(std::int64_t count) {
    std::vector<Command> commands;
    commands.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t draw = random_.uniform_int(0, 9);
      commands.push_back(draw < 5 ? add() : draw < 9 ? cancel() : cross());
    }
    return commands;
  }

 private:
  SubmitOrder random_order() {
    const auto accounts = static_cast<std::int64_t>(last_order_.size()) - 1;
    const std::int64_t account = random_.uniform_int(1, accounts);
    return {.account = AccountId{static_cast<std::int32_t>(account)},
            .order = OrderId{++last_order_[static_cast<std::size_t>(account)]},
            .instrument = kEua,
            .side = random_.uniform_int(0, 1) == 0 ? Side::kBuy : Side::kSell,
            .limit = {},
            .quantity = Tonnes(random_.uniform_int(1, 100))};
  }

  Price best_opposite(Side side) const {
    const InstrumentQuote quote = market_.quote(kEua);
    const Price best = side == Side::kBuy ? quote.ask : quote.bid;
    return best == Price() ? kMiddle : best;
  }

  Command done(const Action& action) {
    const Command command{.time = SimTime(++time_), .action = action};
    apply(market_, command, events_);
    return command;
  }

  Command add() {
    SubmitOrder order = random_order();
    const Price behind(1 + random_.uniform_int(0, kDepthTicks) *
                               random_.uniform_int(0, kDepthTicks) / kDepthTicks);
    const Price best = best_opposite(order.side);
    order.limit = order.side == Side::kBuy ? best - behind : best + behind;
    live_.push_back({.account = order.account, .order = order.order});
    return done(order);
  }

  Command cancel() {
    CancelOrder cancel;
    do {
      const auto last = static_cast<std::int64_t>(live_.size()) - 1;
      std::swap(live_[static_cast<std::size_t>(random_.uniform_int(0, last))], live_.back());
      cancel = live_.back();
      live_.pop_back();
    } while (!market_.find_order(cancel.account, cancel.order));  // ends: some rest
    return done(cancel);
  }

  Command cross() {
    SubmitOrder order = random_order();
    const Price best = best_opposite(order.side);
    order.limit = order.side == Side::kBuy ? best + kCrossTicks : best - kCrossTicks;
    order.time_in_force = TimeInForce::kImmediateOrCancel;
    return done(order);
  }

  RandomStream random_{1, 0, 0};
  Market market_;
  std::int64_t time_ = 0;
  std::vector<std::int64_t> last_order_;  // by account number
  std::vector<CancelOrder> live_;         // orders that rest, or did until they traded
  std::vector<Event> events_;
};

void BM_MarketMix(benchmark::State& state) {
  const auto accounts = static_cast<std::int32_t>(state.range(0));
  WorkloadMaker maker(accounts);
  const std::vector<Command> fill = maker.fill(12'000);
  const std::vector<Command> mix = maker.mix(1'000'000);

  std::vector<Event> events;
  std::int64_t event_count = 0;
  for (auto _ : state) {
    state.PauseTiming();
    Market market = open_market(accounts);
    for (const Command& command : fill) apply(market, command, events);
    event_count = -market.event_count();
    state.ResumeTiming();

    for (const Command& command : mix) {
      events.clear();
      market.apply(command, events);
    }
    benchmark::DoNotOptimize(market.events_hash());

    state.PauseTiming();
    event_count += market.event_count();
    market = Market();
    state.ResumeTiming();
  }
  const auto commands = static_cast<double>(mix.size());
  state.counters["s_per_command"] = benchmark::Counter(
      commands, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["events_per_command"] = static_cast<double>(event_count) / commands;
}
BENCHMARK(BM_MarketMix)
    ->ArgName("accounts")
    ->Arg(100)
    ->Arg(1'000)
    ->Arg(100'000)
    ->Unit(benchmark::kMillisecond);

std::size_t heap_bytes() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

// Not a time: what a market with a million resting orders holds on the heap, accounts included.
void BM_MemoryOfAMillionOrders(benchmark::State& state) {
  const auto accounts = static_cast<std::int32_t>(state.range(0));
  const std::vector<Command> fill = WorkloadMaker(accounts).fill(1'000'000);
  for (auto _ : state) {
    const std::size_t before = heap_bytes();
    Market market = open_market(accounts);
    {
      std::vector<Event> events;
      for (const Command& command : fill) apply(market, command, events);
    }
    state.counters["megabytes"] = static_cast<double>(heap_bytes() - before) / 1e6;
  }
}
BENCHMARK(BM_MemoryOfAMillionOrders)
    ->ArgName("accounts")
    ->Arg(1'000)
    ->Arg(100'000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tanshi
