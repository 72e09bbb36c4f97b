// What durability costs: encoding a command (ours beside protobuf's generated classes), appending
// groups to the journal, whole commands through the sequencer, replay, and snapshots of a market
// with 100,000 resting orders. Not measured: gRPC; tools/bench does that.
//
// The journal lies in TMPDIR (/tmp): point it at the disk that is to be measured.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <semaphore>
#include <string>
#include <vector>

#include "exchange/base/check.h"
#include "exchange/codec/journal_codec.h"
#include "exchange/journal/journal.h"
#include "exchange/journal/snapshot_store.h"
#include "exchange/sequencer/sequencer.h"
#include "google/protobuf/arena.h"
#include "tanshi/journal/v1/command.pb.h"
#include "tests/testing/journal_filler.h"
#include "tests/testing/market_workload.h"
#include "tests/testing/scratch_directory.h"

namespace tanshi {
namespace {

constexpr auto kDisk = ScratchDirectory::Place::kDisk;
constexpr std::size_t kCommands = 1'000;

std::vector<Command> busy_commands() {
  MarketWorkload workload(1, AccountId{1});
  std::vector<Command> commands;
  for (std::size_t i = 0; i < kCommands; ++i) {
    const auto time = static_cast<std::int64_t>(i) * 1'000'003;
    commands.push_back({.time = SimTime(time), .action = workload.next()});
  }
  return commands;
}

void set_items(benchmark::State& state, std::int64_t commands_an_iteration) {
  state.SetItemsProcessed(state.iterations() * commands_an_iteration);
}

void report_ns_a_command(benchmark::State& state) {
  set_items(state, kCommands);
  state.counters["a_command"] = benchmark::Counter(
      static_cast<double>(kCommands),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

// ---- Codec -------------------------------------------------------------------------------------

void encode_commands(benchmark::State& state) {
  const std::vector<Command> commands = busy_commands();
  std::string group;
  for (auto _ : state) {
    group.clear();
    for (const Command& command : commands) append_command(command, group);
    benchmark::DoNotOptimize(group.data());
  }
  report_ns_a_command(state);
}
BENCHMARK(encode_commands);

void decode_commands(benchmark::State& state) {
  std::string group;
  for (const Command& command : busy_commands()) append_command(command, group);
  std::vector<Command> commands;
  for (auto _ : state) {
    commands.clear();
    TANSHI_CHECK(tanshi::decode_commands(group, commands));
  }
  report_ns_a_command(state);
}
BENCHMARK(decode_commands);

// The same orders through the generated classes, on an arena: what the codec is compared with.
void encode_orders_generated(benchmark::State& state) {
  const std::vector<Command> commands = busy_commands();
  std::string bytes;
  for (auto _ : state) {
    google::protobuf::Arena arena;
    auto* const group = google::protobuf::Arena::CreateMessage<journal::v1::CommandGroup>(&arena);
    for (const Command& command : commands) {
      auto* const message = group->add_commands();
      message->set_sim_time_ns(command.time.raw());
      auto* const order = message->mutable_submit_order();
      order->set_account_id(7);
      order->set_order_id(command.time.raw());
      order->set_instrument_id(1);
      order->set_side(journal::v1::SIDE_BUY);
      order->set_type(journal::v1::ORDER_TYPE_LIMIT);
      order->set_limit_price_cents_per_tonne(7'200);
      order->set_quantity_t(500);
      order->set_time_in_force(journal::v1::TIME_IN_FORCE_GOOD_TILL_CANCEL);
      order->set_self_trade_prevention(journal::v1::SELF_TRADE_PREVENTION_CANCEL_RESTING);
    }
    bytes.clear();
    group->AppendToString(&bytes);
    benchmark::DoNotOptimize(bytes.data());
  }
  report_ns_a_command(state);
}
BENCHMARK(encode_orders_generated);

void encode_orders(benchmark::State& state) {
  std::string group;
  Command command{.time = {},
                  .action = SubmitOrder{.account = AccountId{7},
                                        .instrument = InstrumentId{1},
                                        .limit = Price(7'200),
                                        .quantity = Tonnes(500)}};
  auto& order = std::get<SubmitOrder>(command.action);
  for (auto _ : state) {
    group.clear();
    for (std::size_t i = 0; i < kCommands; ++i) {
      const auto time = static_cast<std::int64_t>(i) * 1'000'003;
      command.time = SimTime(time);
      order.order = OrderId{time};
      append_command(command, group);
    }
    benchmark::DoNotOptimize(group.data());
  }
  report_ns_a_command(state);
}
BENCHMARK(encode_orders);

// ---- Durable commands --------------------------------------------------------------------------

// The journal alone; argument: commands a group.
void append_groups(benchmark::State& state) {
  const ScratchDirectory directory(kDisk);
  const auto journal = Journal::open(directory.path());
  std::vector<Command> commands = busy_commands();
  commands.resize(static_cast<std::size_t>(state.range(0)));
  std::string group;
  for (const Command& command : commands) append_command(command, group);
  LogPosition after;
  std::vector<std::chrono::duration<double, std::micro>> took;
  for (auto _ : state) {
    after.command_count += state.range(0);
    const auto begin = std::chrono::steady_clock::now();
    TANSHI_CHECK((*journal)->append(group, after).ok());
    took.push_back(std::chrono::steady_clock::now() - begin);
  }
  set_items(state, state.range(0));
  std::sort(took.begin(), took.end());
  state.counters["p50_us"] = took[took.size() / 2].count();
  state.counters["p99_us"] = took[took.size() * 99 / 100].count();
  state.counters["max_us"] = took.back().count();  // a commit that a checkpoint delayed
}
BENCHMARK(append_groups)->Arg(1)->Arg(32)->Arg(1'000)->UseRealTime();

// Market, sequencer and journal; arguments: actions a submit, submits in flight.
void sequence_commands(benchmark::State& state) {
  const ScratchDirectory directory(kDisk);
  Sequencer sequencer(Market(), *Journal::open(directory.path()), {.snapshot_every = 0});
  MarketWorkload workload(1, AccountId{1});
  const auto ignore = [](std::span<const Committed>) {};
  sequencer.submit(open_market(), ignore);
  sequencer.submit(workload.open_accounts(), ignore);
  std::vector<Action> actions(static_cast<std::size_t>(state.range(0)));
  std::counting_semaphore<> free(state.range(1));
  for (auto _ : state) {
    for (Action& action : actions) action = workload.next();
    free.acquire();
    sequencer.submit(actions, [&free](std::span<const Committed>) { free.release(); });
  }
  sequencer.flush();
  set_items(state, state.range(0));
}
BENCHMARK(sequence_commands)
    ->ArgNames({"actions", "in_flight"})
    ->Args({1, 1})
    ->Args({1, 64})
    ->Args({1, 1'024})
    ->Args({32, 64})
    ->Args({1'000, 8})
    ->UseRealTime();

// ---- Replay and snapshots ----------------------------------------------------------------------

void replay_journal(benchmark::State& state) {
  const ScratchDirectory directory(kDisk);
  JournalFiller filler(1);
  const auto journal = Journal::open(directory.path());
  for (int i = 0; i < 200; ++i) TANSHI_CHECK(filler.append_group(**journal, 1'000).ok());
  for (auto _ : state) TANSHI_CHECK((*journal)->recover().ok());
  set_items(state, 200'000);
}
BENCHMARK(replay_journal)->Unit(benchmark::kMillisecond);

// A market with 100,000 resting orders of 1,000 accounts.
Market deep_market() {
  constexpr std::int64_t kOrders = 100'000;
  constexpr std::int64_t kAccounts = 1'000;
  Market market;
  std::vector<Event> events;
  const auto apply = [&](const Action& action) {
    events.clear();
    market.apply({.time = SimTime(0), .action = action}, events);
    TANSHI_CHECK(!std::holds_alternative<Refused>(events.front()));
  };
  for (const Action& action : open_market()) apply(action);
  for (std::int32_t account = 1; account <= kAccounts; ++account) {
    apply(OpenAccount{AccountId{account}});
    apply(DepositCash{AccountId{account}, Cash(1'000'000'000'000)});
    apply(IssueAllowances{AccountId{account}, InstrumentId{1}, Year{2025}, Tonnes(1'000'000)});
  }
  for (std::int64_t i = 0; i < kOrders; ++i) {
    const bool is_buy = i % 2 == 0;
    apply(SubmitOrder{.account = AccountId{static_cast<std::int32_t>(i % kAccounts) + 1},
                      .order = OrderId{i + 1},
                      .instrument = InstrumentId{1},
                      .side = is_buy ? Side::kBuy : Side::kSell,
                      .limit = Price(is_buy ? 7'000 - i * 7 % 500 : 7'001 + i * 7 % 500),
                      .quantity = Tonnes(1 + i % 100)});
  }
  return market;
}

// The part of a snapshot for which the market stands still.
void snapshot_take(benchmark::State& state) {
  const Market market = deep_market();
  for (auto _ : state) benchmark::DoNotOptimize(market.state());
}
BENCHMARK(snapshot_take)->Unit(benchmark::kMillisecond);

void snapshot_encode(benchmark::State& state) {
  const MarketState market_state = deep_market().state();
  for (auto _ : state) benchmark::DoNotOptimize(encode_state(market_state));
  state.counters["bytes"] = static_cast<double>(encode_state(market_state).size());
}
BENCHMARK(snapshot_encode)->Unit(benchmark::kMillisecond);

void snapshot_save(benchmark::State& state) {
  const ScratchDirectory directory(kDisk);
  auto snapshots = SnapshotStore::open(directory.path() / "snapshots.sqlite", {});
  MarketState market_state = deep_market().state();
  for (auto _ : state) {
    ++market_state.command_count;
    TANSHI_CHECK(snapshots->save(market_state).ok());
  }
}
BENCHMARK(snapshot_save)->Unit(benchmark::kMillisecond)->UseRealTime();

void snapshot_restore(benchmark::State& state) {
  const std::string bytes = encode_state(deep_market().state());
  for (auto _ : state) benchmark::DoNotOptimize(Market::restore(*decode_state(bytes)));
}
BENCHMARK(snapshot_restore)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tanshi
