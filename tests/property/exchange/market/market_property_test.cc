// Long random sequences of commands, garbage among them, against one market: with rules of trading
// that come and go, and with all of them on (tests/testing/random_commands.h). After every command:
// the market's audit holds, every cent and tonne is accounted for by a count of its own, a refusal
// has changed nothing, and a replica that saw only the events has the same state. Equal commands
// give equal events, also in a market restored half-way. Canaries show that a lost event is seen.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/base/checked_math.h"
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

const InstrumentState& instrument_of(const MarketState& state, InstrumentId id) {
  return *std::ranges::find(state.instruments, id, &InstrumentState::instrument);
}

// What an account holds of an instrument and may still be brought by what waits to buy.
using Exposures = std::map<std::pair<InstrumentId, AccountId>, Tonnes>;
Exposures exposures(const MarketState& state) {
  Exposures all;
  for (const InstrumentState& listed : state.instruments) {
    for (const HoldingState& holding : listed.holdings) {
      all[{listed.instrument, holding.account}] +=
          holding.balance.available + holding.balance.escrowed;
    }
    for (const OrderState& order : listed.orders) {
      if (order.side == Side::kBuy) all[{listed.instrument, order.account}] += order.open;
    }
  }
  for (const ForwardState& forward : state.forwards) {
    for (const PositionState& position : forward.positions) {
      all[{forward.instrument, position.account}] += position.quantity;
    }
  }
  for (const DirectOffer& offer : state.offers) {
    if (offer.side == Side::kBuy) all[{offer.instrument, offer.account}] += offer.quantity;
  }
  for (const OpenAuction& auction : state.auctions) {
    for (const OpenBid& bid : auction.bids) {
      all[{auction.announced.instrument, bid.account}] += bid.quantity;
    }
  }
  return all;
}

// The limit of the account's holdings; 0: none.
Tonnes limit_of(const InstrumentState& listed, AccountId account) {
  Tonnes limit;
  for (const HoldingLimit& one : listed.holding_limits) {
    if (one.account == AccountId{} || one.account == account) limit = one.limit;
  }
  return limit;
}

bool holding_limits_hold(const MarketState& before, const MarketState& after) {
  Exposures was = exposures(before);
  return std::ranges::all_of(exposures(after), [&](const auto& entry) {
    const auto& [key, exposure] = entry;
    const Tonnes limit = limit_of(instrument_of(after, key.first), key.second);
    return limit == Tonnes() || exposure <= std::max(limit, was[key]);
  });
}

// Whether an event may follow in a market that was `before`.
struct MayFollow {
  const MarketState& before;

  bool operator()(const OrderAccepted& order) const {
    const InstrumentState& listed = instrument_of(before, order.instrument);
    const Tonnes most = listed.rules.order_limit;
    return trades(order.instrument) && is_near(listed, order.limit, listed.rules.band) &&
           (most == Tonnes() || order.quantity <= most);
  }
  bool operator()(const Traded& trade) const { return trades(trade.instrument); }
  bool operator()(const CallTraded& trade) const {
    return trades(trade.instrument) && trade.sell_limit <= trade.price &&
           trade.price <= trade.buy_limit && trade.buyer != trade.seller;
  }
  bool operator()(const DirectOffered& event) const {
    const DirectOffer& offer = event.offer;
    const InstrumentState& listed = instrument_of(before, offer.instrument);
    return trades(offer.instrument) &&
           (!offer.is_block || (offer.quantity >= listed.rules.block_minimum &&
                                is_near(listed, offer.price, listed.rules.block_band)));
  }
  bool operator()(const DirectTraded& event) const { return trades(event.offer.instrument); }
  bool operator()(const FeeCharged& fee) const {
    return fee.amount > Cash() && fee.to == instrument_of(before, fee.instrument).rules.fee_account;
  }
  bool operator()(const auto&) const { return true; }

  [[nodiscard]] bool trades(InstrumentId instrument) const {
    return before.phase == TradingPhase::kOpen &&
           instrument_of(before, instrument).halt == Halt::kNotHalted;
  }
  // Within `band` of the close before, or of the reference price while there is none.
  static bool is_near(const InstrumentState& listed, Price price, BasisPoints band) {
    const Price reference = listed.close != Price() ? listed.close : listed.rules.reference;
    if (band == BasisPoints() || reference == Price()) return true;
    const Int128 distance = Int128{price.raw()} - reference.raw();
    return (distance < 0 ? -distance : distance) * 10'000 <= Int128{reference.raw()} * band.raw();
  }
};

TEST(MarketProperty, NothingHappensAgainstTheRules) {
  for (const std::uint64_t seed : test_seeds(20)) {
    const ReplayLine replay(seed);
    Market market;
    RandomCommands commands(seed);
    MarketState before = market.state();
    for (int step = 0; step < kSteps; ++step) {
      const Command command = commands.next(market);

      const std::vector<Event> events = apply(market, command);

      const MarketState after = market.state();
      for (const Event& event : events) {
        ASSERT_TRUE(std::visit(MayFollow{before}, event)) << step << ": " << to_text(event);
      }
      const bool is_given = std::holds_alternative<IssueAllowances>(command.action) ||
                            std::holds_alternative<DeliverForward>(command.action);
      ASSERT_TRUE(is_given || holding_limits_hold(before, after))
          << step << ": " << to_text(command.action);
      before = after;
    }
  }
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
    for (std::uint64_t seed = 1; agrees && seed <= 30; ++seed) agrees = replica_agrees(seed, kind);
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
