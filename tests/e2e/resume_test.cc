// A session that was interrupted goes on as if it had not been: the same log to the last event,
// with what others commanded meanwhile, what holders had answered and what the operator had
// changed. Each case plays the same twice, once with interruptions.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "exchange/journal/journal.h"
#include "scenarios/hosting/hosted_exchange.h"
#include "scenarios/runner/runner.h"
#include "tests/testing/scratch_directory.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

using std::chrono::milliseconds;

Scenario scenario() {
  Scenario scenario = small_scenario();
  scenario.firms[0].volatility = 0.05;
  return scenario;
}

// A session that a test plays turn by turn, and may interrupt between two.
class Played {
 public:
  explicit Played(const std::filesystem::path& journal, Scenario scenario = tanshi::scenario())
      : scenario_(std::move(scenario)), options_{.journal = journal, .session = {.seed = 5}} {
    start();
  }

  void start() {
    auto started = HostedExchange::start(scenario_, options_);
    ASSERT_TRUE(started.ok()) << started.status();
    exchange_ = *std::move(started);
    ASSERT_TRUE(exchange_->resumed().ok()) << exchange_->resumed();
  }

  // As a crash would, but for what is under way.
  void interrupt() {
    exchange_.reset();
    start();
  }

  void play(std::int32_t turns) {
    ASSERT_TRUE(session().step(turns).ok());
    wait_for(SessionPhase::kPaused);
  }

  std::uint64_t play_to_the_end() {
    EXPECT_TRUE(session().resume().ok());
    const auto result = session().wait();
    EXPECT_TRUE(result.has_value());
    if (!result) return 0;
    EXPECT_EQ(result->conservation_violations, 0);
    return result->events_hash;
  }

  // A command of somebody else's.
  void command(const Action& action) {
    exchange_->sequencer().submit({&action, 1}, [](auto) {});
    exchange_->sequencer().flush();
  }

  void wait_for(SessionPhase phase) {
    for (int i = 0; i < 2'000 && session().status().phase != phase; ++i)
      std::this_thread::sleep_for(milliseconds(5));
    ASSERT_EQ(session().status().phase, phase);
  }

  HostedSession& session() { return exchange_->session(); }
  HostedExchange& exchange() { return *exchange_; }

 private:
  const Scenario scenario_;
  const ExchangeOptions options_;
  std::unique_ptr<HostedExchange> exchange_;
};

// Orders that a person might send between turns.
SubmitOrder order_of_a_person(int number, Side side) {
  SubmitOrder order;
  order.account = AccountId{1};
  order.order = OrderId{1'000'000 + number};
  order.instrument = InstrumentId{1};
  order.side = side;
  order.type = OrderType::kLimit;
  order.limit = side == Side::kBuy ? Price(60'00) : Price(10'00);
  order.quantity = Tonnes(100);
  order.time_in_force = TimeInForce::kGoodTillCancel;
  return order;
}

// A holder who does nothing but decide on abatement.
class Abater final : public SeatHolder {
 public:
  Abater(SeatBroker& broker, Tonnes abatement) : broker_(broker), abatement_(abatement) {}
  void wake(const SeatBrief& seat, std::int64_t turn, const Observation&) override {
    Decision decision;
    decision.abatement = abatement_;
    EXPECT_TRUE(broker_.answer(seat.seat, this, turn, decision).ok());
  }
  void expired(const SeatBrief&, std::int64_t) override {}
  void session_over(const std::string&) override {}

 private:
  SeatBroker& broker_;
  Tonnes abatement_;
};

using Incident = std::function<void(Played&)>;

// Plays `incidents` with so many turns between them; interrupts after each where it is to.
std::uint64_t play(const std::filesystem::path& journal, const std::vector<Incident>& incidents,
                   bool interrupted) {
  Played played(journal);
  for (const Incident& incident : incidents) {
    played.play(4);
    incident(played);
    if (interrupted) played.interrupt();
  }
  return played.play_to_the_end();
}

void expect_the_same(const std::vector<Incident>& incidents) {
  const ScratchDirectory folder;
  const std::uint64_t in_one = play(folder.path() / "one", incidents, false);
  EXPECT_EQ(play(folder.path() / "two", incidents, true), in_one);
  const auto journal = Journal::open(folder.path() / "two", {.read_only = true});
  ASSERT_TRUE(journal.ok()) << journal.status();
  const auto verified = (*journal)->verify();
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->events_hash, in_one);
}

TEST(Resume, OfRobotsAloneIsTheRunInProcess) {
  const ScratchDirectory folder;
  Played played(folder.path() / "log");
  for (int i = 0; i < 5; ++i) {
    played.play(3);
    played.interrupt();
    played.wait_for(SessionPhase::kPaused);
  }
  EXPECT_EQ(played.play_to_the_end(),
            run_locally(scenario(), 5, [](const SessionPosition&) { return true; })->events_hash);
}

TEST(Resume, FindsOthersOrdersWhereTheyCame) {
  std::vector<Incident> incidents;
  for (int i = 1; i <= 6; ++i) {
    incidents.emplace_back([i](Played& played) {
      played.command(order_of_a_person(i, i % 2 == 0 ? Side::kBuy : Side::kSell));
    });
  }
  expect_the_same(incidents);
}

TEST(Resume, FindsWhatHoldersAnswered) {
  const auto take = [](Tonnes abatement) {
    return [abatement](Played& played) {
      HostedExchange& exchange = played.exchange();
      const auto holder = std::make_shared<Abater>(exchange.seats(), abatement);
      const Identity anyone{.is_operator = true};
      ASSERT_TRUE(exchange.seats().join(played.session().tokens()[1].seat, anyone, holder).ok());
      played.play(3);
      exchange.seats().leave_all(holder.get());
    };
  };
  expect_the_same({take(Tonnes(500)), take(Tonnes(2'000)), take(Tonnes(7))});
}

TEST(Resume, FindsTheWorldAsItWasChanged) {
  const auto change = [](const WorldChange& made) {
    return [made](Played& played) { ASSERT_TRUE(played.session().change_world(made).ok()); };
  };
  expect_the_same({change(DemandShock{BasisPoints(12'000), Year{}, 0, false}),
                   change(CostShock{BasisPoints(15'000)}),
                   change(CapChange{BasisPoints(8'000), Year{2027}})});
}

TEST(Resume, OfOneThatIsOverGivesItsResultAgain) {
  const ScratchDirectory folder;
  Played played(folder.path() / "log");
  played.play(1);
  const std::uint64_t hash = played.play_to_the_end();

  played.interrupt();

  const auto result = played.session().wait();
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->events_hash, hash);
}

TEST(Resume, OfOneThatTheOperatorStoppedDoesNotGoOn) {
  const ScratchDirectory folder;
  Played played(folder.path() / "log");
  played.play(7);
  ASSERT_TRUE(played.session().stop().ok());

  played.interrupt();

  EXPECT_EQ(played.session().status().phase, SessionPhase::kStopped);
  EXPECT_FALSE(played.session().start().ok());
}

TEST(Resume, OfOneThatWaitsWaitsAtThePaceThatWasSet) {
  const ScratchDirectory folder;
  Played played(folder.path() / "log");
  ASSERT_TRUE(played.session().set_pace(std::chrono::hours(1)).ok());

  played.interrupt();

  EXPECT_EQ(played.session().status().phase, SessionPhase::kWaiting);
  EXPECT_EQ(played.session().clock().day_takes, std::chrono::hours(1));
  EXPECT_TRUE(played.session().start().ok());
}

TEST(Resume, KeepsThePaceAndWhetherItPlays) {
  const ScratchDirectory folder;
  Played played(folder.path() / "log");
  ASSERT_TRUE(played.session().start().ok());
  ASSERT_TRUE(played.session().set_pace(std::chrono::hours(1)).ok());

  played.interrupt();

  EXPECT_EQ(played.session().clock().day_takes, std::chrono::hours(1));
  EXPECT_EQ(played.session().status().phase, SessionPhase::kRunning);
}

TEST(Resume, OfAnotherScenarioIsToldAndLeavesTheMarket) {
  const ScratchDirectory folder;
  std::uint64_t hash = 0;
  {
    Played played(folder.path() / "log");
    played.play(7);
    played.exchange().sequencer().read([&](const Market& market) { hash = market.events_hash(); });
  }
  Scenario other = scenario();
  other.firms[0].volatility = 0.2;

  const auto exchange =
      HostedExchange::start(other, {.journal = folder.path() / "log", .session = {.seed = 5}});

  ASSERT_TRUE(exchange.ok()) << exchange.status();
  EXPECT_EQ((*exchange)->resumed().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ((*exchange)->session().status().phase, SessionPhase::kStopped);
  (*exchange)->sequencer().read(
      [&](const Market& market) { EXPECT_EQ(market.events_hash(), hash); });
}

}  // namespace
}  // namespace tanshi
