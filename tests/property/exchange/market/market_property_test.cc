// Long random sequences of commands, garbage among them, against one market: with rules of trading
// that come and go, and with all of them on (tests/testing/random_commands.h). After every command:
// the market's audit holds, every cent and tonne is accounted for by a count of its own, a refusal
// has changed nothing, and a replica that saw only the events has the same state. Equal commands
// give equal events, also in a market restored half-way. Canaries show that a lost event is seen.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/base/random_stream.h"
#include "exchange/market/event_fields.h"
#include "exchange/market/market.h"
#include "exchange/market/to_text.h"
#include "tests/testing/adds_up.h"
#include "tests/testing/damage.h"
#include "tests/testing/event_replica.h"
#include "tests/testing/market_workload.h"
#include "tests/testing/random_commands.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

constexpr int kSteps = 1'500;

// `state` as it would be if nothing had been logged after `before`.
MarketState without_log(MarketState state, const MarketState& before) {
  state.command_count = before.command_count;
  state.event_count = before.event_count;
  state.events_hash = before.events_hash;
  return state;
}

std::vector<Event> apply(Market& market, const Command& command) {
  std::vector<Event> events;
  market.apply(command, events);
  return events;
}

bool is_trade(const Event& event) {
  return std::holds_alternative<Traded>(event) || std::holds_alternative<CallTraded>(event) ||
         std::holds_alternative<DirectTraded>(event);
}

TEST(MarketProperty, RefusesWithoutAChangeAndAlwaysBalances) {
  std::ptrdiff_t seed_count = 0;
  std::ptrdiff_t trade_count = 0;
  for (const std::uint64_t seed : test_seeds(20)) {
    const ReplayLine replay(seed);
    Market market;
    RandomCommands commands(seed);
    MarketState before = market.state();
    ++seed_count;
    for (int step = 0; step < kSteps; ++step) {
      const Command command = commands.next(market);

      const std::vector<Event> events = apply(market, command);

      market.audit();
      const MarketState after = market.state();
      ASSERT_TRUE(adds_up(after)) << step << ": " << to_text(command.action);
      ASSERT_EQ(after.event_count, before.event_count + static_cast<std::int64_t>(events.size()));
      if (std::holds_alternative<Refused>(events.front())) {
        ASSERT_EQ(events.size(), 1U);
        ASSERT_TRUE(without_log(after, before) == before) << step << ": " << to_text(events[0]);
      }
      trade_count += std::ranges::count_if(events, is_trade);
      before = after;
    }
  }
  EXPECT_GT(trade_count, seed_count * kSteps / 100) << "too little trading to prove much";
}

// Whether a replica that does not see the events of one kind differs from the market in the end.
bool replica_agrees(std::uint64_t seed, std::optional<std::size_t> unseen) {
  Market market;
  EventReplica replica;
  RandomCommands commands(seed);
  for (int step = 0; step < kSteps; ++step) {
    const Command command = commands.next(market);
    for (const Event& event : apply(market, command)) {
      if (event.index() != unseen) replica.apply(event);
    }
    MarketState state = replica.state();
    if (unseen) state.event_count = market.event_count();
    if (state != told_by_events(market.state())) return false;
  }
  return true;
}

TEST(MarketProperty, IsRebuiltFromItsEvents) {
  for (const std::uint64_t seed : test_seeds(20)) {
    const ReplayLine replay(seed);
    EXPECT_TRUE(replica_agrees(seed, {}));
  }
}

// Shows, too, that every kind of event comes: in one of some seeds, since some kinds are rare.
TEST(MarketProperty, CanaryOfEachKindOfEventUnseen) {
  for (std::size_t kind = 0; kind < std::variant_size_v<Event>; ++kind) {
    const bool tells_nothing =
        kind == Event(Refused{}).index() || kind == Event(DayClosed{}).index();
    bool agrees = true;
    for (std::uint64_t seed = 1; agrees && seed <= 10; ++seed) agrees = replica_agrees(seed, kind);
    EXPECT_EQ(agrees, tells_nothing) << kind;
  }
}

TEST(MarketProperty, GivesEqualEventsForEqualCommandsAndHashesThem) {
  for (const std::uint64_t seed : test_seeds(20)) {
    const ReplayLine replay(seed);
    Market first;
    Market second;
    RandomCommands commands(seed);
    EventHash hash;
    for (int step = 0; step < kSteps; ++step) {
      const Command command = commands.next(first);
      const std::vector<Event> events = apply(first, command);
      ASSERT_EQ(events, apply(second, command));
      for (const Event& event : events) add_to_hash(hash, event);
    }
    EXPECT_EQ(first.events_hash(), hash.value());
    EXPECT_EQ(first.state(), second.state());
  }
}

TEST(MarketProperty, ContinuesAfterARestoreAsIfNothingHadBeen) {
  for (const std::uint64_t seed : test_seeds(20)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 1, 0);
    Market unbroken;
    std::optional<Market> restored(std::in_place);
    RandomCommands commands(seed);
    for (int step = 0; step < kSteps; ++step) {
      if (random.uniform_int(1, 100) == 1) {
        restored = Market::restore(restored->state());
        ASSERT_TRUE(restored.has_value());
      }
      const Command command = commands.next(unbroken);
      ASSERT_EQ(apply(unbroken, command), apply(*restored, command)) << step;
      ASSERT_EQ(unbroken.events_hash(), restored->events_hash());
    }
  }
}

// Rules that are all off, set anew at any time, change nothing but the log.
TEST(MarketProperty, RulesThatAreOffChangeNothing) {
  for (const std::uint64_t seed : test_seeds(20)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 1, 0);
    Market plain;
    Market ruled;
    MarketWorkload workload(seed, AccountId{1});
    const auto both = [&](const Action& action) {
      const Command command{.time = SimTime(), .action = action};
      ASSERT_EQ(apply(plain, command), apply(ruled, command));
    };
    for (const Action& action : open_market()) both(action);
    for (const Action& action : workload.open_accounts()) both(action);
    for (int step = 0; step < kSteps; ++step) {
      if (random.uniform_int(1, 10) == 1) {
        const Action off = SetTradingRules{InstrumentId{1}, TradingRules{}};
        apply(ruled, {.time = SimTime(), .action = off});
      }
      both(workload.next());
      both(step % 100 == 99 ? Action(CloseDay{}) : workload.next());
    }
    EXPECT_TRUE(without_log(ruled.state(), plain.state()) == plain.state());
  }
}

TEST(MarketProperty, RestoresADamagedStateOnlyIfItIsSound) {
  int refused_count = 0;
  int damaged_count = 0;
  for (const std::uint64_t seed : test_seeds(20)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 1, 0);
    Market market;
    RandomCommands commands(seed);
    for (int step = 0; step < kSteps; ++step) apply(market, commands.next(market));
    const MarketState sound = market.state();
    for (int trial = 0; trial < 300; ++trial) {
      MarketState state = sound;
      damage(state, random);
      if (state == sound) continue;
      ++damaged_count;

      auto restored = Market::restore(state);

      if (!restored) {
        ++refused_count;
        continue;
      }
      // Nobody can tell this state from a sound one: it must work like one.
      restored->audit();
      ASSERT_EQ(restored->state(), state);
      ASSERT_TRUE(adds_up(state));
      for (int step = 0; step < 20; ++step) apply(*restored, commands.next(*restored));
      restored->audit();
    }
  }
  EXPECT_GT(refused_count * 2, damaged_count) << "most damage should be found";
}

}  // namespace
}  // namespace tanshi
