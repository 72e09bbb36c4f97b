// Cost of one agent's turn in process: observe, decide, apply its orders with escrow, ledger,
// events and hash.
//
// ZI-C traders (Gode & Sunder 1993) on one book, half of them buyers with values and half sellers
// with costs drawn from 1 .. 200 ticks, one tonne a quote, each wake a new quote; seats are woken
// in an order drawn anew each round. Not measured: drawing that order, setting the market up.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "agents/firm/trader.h"
#include "agents/strategy/zero_intelligence.h"
#include "agents/valuation/induced.h"
#include "scenarios/runner/trading_floor.h"
#include "scenarios/runner/venue.h"
#include "scenarios/runner/wake_order.h"

namespace tanshi {
namespace {

constexpr InstrumentId kInstrument{1};
constexpr Tonnes kPlenty{1'000'000'000};

std::unique_ptr<Agent> make_zi_c_trader(AccountId account, bool buyer, RandomStream& random) {
  SeatBrief brief;
  brief.account = account;
  brief.instrument = kInstrument;
  brief.tick = Price(1);
  brief.lot = Tonnes(1);
  brief.max_price = Price(200);
  InducedSchedule schedule;
  const InducedStep step{Price(random.uniform_int(1, 200)), kPlenty};
  (buyer ? schedule.values : schedule.costs).push_back(step);
  return std::make_unique<Trader>(brief, make_induced_valuation(std::move(schedule)),
                                  make_zi_c(brief));
}

// The seats' market: opened, everybody with cash and allowances.
void open(Venue& venue, int traders) {
  std::vector<Action> actions = {
      ListInstrument{kInstrument, Year{2025}, Year{2025}, Price(1), Tonnes(1), Price(200)}};
  for (int i = 1; i <= traders; ++i) {
    actions.emplace_back(OpenAccount{AccountId{i}});
    actions.emplace_back(DepositCash{AccountId{i}, Cash(1'000'000'000'000)});
    actions.emplace_back(IssueAllowances{AccountId{i}, kInstrument, Year{2025}, kPlenty});
  }
  actions.emplace_back(SetTradingPhase{TradingPhase::kOpen});
  std::vector<Event> events;
  venue.apply(actions, events);
}

void BM_ZiCTurn(benchmark::State& state) {
  const auto traders = static_cast<int>(state.range(0));
  LocalVenue venue;
  open(venue, traders);
  TradingFloor floor(venue, nullptr, nullptr);
  RandomStream random(1, 0, 1);
  for (int i = 1; i <= traders; ++i) {
    floor.add_seat(AccountId{i}, {&kInstrument, 1},
                   make_zi_c_trader(AccountId{i}, i % 2 == 0, random),
                   RandomStream(1, static_cast<std::uint32_t>(i), 2));
  }
  WakeOrder wake_order(static_cast<std::size_t>(traders), RandomStream(1, 0, 3));
  const std::span<const std::uint32_t> order = wake_order.draw();

  Observation observation;
  for (const std::uint32_t seat : order) floor.wake(seat, observation);
  std::size_t next = 0;
  for (auto _ : state) {
    floor.expect(order.subspan(next + 1));
    floor.wake(order[next], observation);
    if (++next == order.size()) next = 0;
  }
  state.counters["turns/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(BM_ZiCTurn)->Arg(100)->Arg(1'000)->Arg(10'000)->Arg(100'000);

}  // namespace
}  // namespace tanshi
