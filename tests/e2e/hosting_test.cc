// A scenario over a real socket gives the same log as in process; an operator's word is obeyed; a
// session that was interrupted leaves its market, whole.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <thread>

#include "agents/firm/robot.h"
#include "agents/sdk/agent_host.h"
#include "exchange/journal/journal.h"
#include "scenarios/hosting/grpc_run.h"
#include "scenarios/hosting/hosted_exchange.h"
#include "scenarios/model/free_allocation.h"
#include "scenarios/runner/runner.h"
#include "tests/testing/scratch_directory.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

using std::chrono::milliseconds;

bool keep_going(const SessionPosition&) {
  return true;
}

// Waits for what another thread brings about; fails the test after ten seconds.
template <class Condition>
void eventually(const Condition& condition) {
  for (int i = 0; i < 1'000 && !condition(); ++i) std::this_thread::sleep_for(milliseconds(10));
  EXPECT_TRUE(condition());
}

TEST(Hosting, ARunOverGrpcIsTheRunInProcessByteForByte) {
  const Scenario scenario = small_scenario();
  const ScratchDirectory folder;
  for (const std::uint64_t seed : {std::uint64_t{1}, std::uint64_t{2}}) {
    const auto local = run_locally(scenario, seed, keep_going);

    const auto remote =
        run_over_grpc(scenario, {.seed = seed, .journal = folder.path() / std::to_string(seed)});

    ASSERT_TRUE(remote.ok()) << remote.status();
    EXPECT_EQ(remote->events_hash, local->events_hash);
    EXPECT_EQ(remote->commands, local->commands);
    EXPECT_EQ(remote->efficiency, local->efficiency);
    EXPECT_EQ(remote->venue, "grpc");
  }
}

// Robots over the wire know what is settled and which plants run, and trade by listing.
TEST(Hosting, SoItIsWhereAllocationIsSettledAndOrdersAreListed) {
  Scenario scenario = small_scenario();
  scenario.firms[0].closes = Year{2026};
  scenario.firms[1].volatility = 0.05;
  scenario.firms.push_back(test_group("late", 2, 60'000, 2e-3));
  scenario.firms.back().enters = Year{2026};
  scenario.settlement.assign(3, Settlement{.advance = BasisPoints(7'000),
                                           .advance_of = AdvanceBase::kEmissionsBefore,
                                           .most_gap = BasisPoints(2'000),
                                           .most_surplus = BasisPoints(500)});
  scenario.verification = {0.05, 0.2, 0.5};
  scenario.trading.mode = TradingMode::kPostedListing;
  scenario.closing_call = true;
  allocate(scenario);
  const ScratchDirectory folder;

  const auto local = run_locally(scenario, 1, keep_going);
  const auto remote = run_over_grpc(scenario, {.seed = 1, .journal = folder.path() / "log"});

  ASSERT_TRUE(remote.ok()) << remote.status();
  EXPECT_EQ(remote->events_hash, local->events_hash);
  EXPECT_EQ(local->conservation_violations, 0);
}

// Robots over the wire hear of what strikes all, and expect prices as their briefs say.
TEST(Hosting, SoItIsWhereShocksStrikeAndFirmsExpectPricesInEveryWay) {
  Scenario scenario = small_scenario();
  scenario.horizon.days_per_year = 20;
  scenario.shocks = {{0.05, 0.7}, {{Year{2026}, 1, -0.05, {}}}};
  scenario.firms[0].persistence = 0.5;
  scenario.firms[0].expectations = ForesightExpectations{};
  for (const Expectations& expectations : std::initializer_list<Expectations>{
           AdaptiveExpectations{}, TrendExpectations{}, RuleExpectations{20, 0.05}}) {
    const std::string name = "group" + std::to_string(scenario.firms.size());
    scenario.firms.push_back(test_group(name.c_str(), 2, 60'000, 2e-3));
    scenario.firms.back().expectations = expectations;
  }
  const ScratchDirectory folder;

  const auto local = run_locally(scenario, 1, keep_going);
  const auto remote = run_over_grpc(scenario, {.seed = 1, .journal = folder.path() / "log"});

  ASSERT_TRUE(remote.ok()) << remote.status();
  EXPECT_EQ(remote->events_hash, local->events_hash);
  EXPECT_EQ(local->conservation_violations, 0);
}

TEST(Hosting, SoItIsWhereSeatsAreWokenByChance) {
  Scenario scenario = small_scenario();
  const std::uint64_t in_rounds = run_locally(scenario, 1, keep_going)->events_hash;
  scenario.horizon.wakes = WakeSchedule::kPoisson;
  const ScratchDirectory folder;

  const auto local = run_locally(scenario, 1, keep_going);
  const auto remote = run_over_grpc(scenario, {.seed = 1, .journal = folder.path() / "log"});

  ASSERT_TRUE(remote.ok()) << remote.status();
  EXPECT_EQ(remote->events_hash, local->events_hash);
  EXPECT_NE(local->events_hash, in_rounds);
  EXPECT_EQ(local->conservation_violations, 0);
}

TEST(Hosting, SoItIsWhereForwardsAreTradedAndDelivered) {
  Scenario scenario = small_scenario();
  scenario.horizon.days_per_year = 20;
  scenario.forwards = ForwardPlan{.years_ahead = 2};
  const ScratchDirectory folder;

  const auto local = run_locally(scenario, 1, keep_going);
  const auto remote = run_over_grpc(scenario, {.seed = 1, .journal = folder.path() / "log"});

  ASSERT_TRUE(remote.ok()) << remote.status();
  EXPECT_EQ(remote->events_hash, local->events_hash);
  EXPECT_EQ(local->conservation_violations, 0);
  Tonnes delivered;
  for (const ForwardResult& forward : local->forwards) delivered += forward.delivered;
  EXPECT_GT(delivered, Tonnes());
}

TEST(Hosting, TheJournalOfARunReplaysToItsHash) {
  const ScratchDirectory folder;
  const auto run = run_over_grpc(small_scenario(), {.seed = 3, .journal = folder.path() / "log"});
  ASSERT_TRUE(run.ok()) << run.status();

  const auto journal = Journal::open(folder.path() / "log", {.read_only = true});
  ASSERT_TRUE(journal.ok()) << journal.status();
  const auto end = (*journal)->verify();

  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(end->events_hash, run->events_hash);
  EXPECT_EQ(end->command_count, run->commands);
}

TEST(Hosting, ARunIntoTheJournalOfAnotherIsRefused) {
  const ScratchDirectory folder;
  const GrpcRunOptions options{.seed = 3, .journal = folder.path() / "log"};
  ASSERT_TRUE(run_over_grpc(small_scenario(), options).ok());

  const auto again = run_over_grpc(small_scenario(), options);

  EXPECT_EQ(again.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(Hosting, WithoutHoldersTheRobotsPlayTheSameRun) {
  const Scenario scenario = small_scenario();
  auto exchange = HostedExchange::start(scenario, {.session = {.seed = 5}});
  ASSERT_TRUE(exchange.ok()) << exchange.status();

  ASSERT_TRUE((*exchange)->session().start().ok());
  const auto result = (*exchange)->session().wait();

  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->events_hash, run_locally(scenario, 5, keep_going)->events_hash);
}

TEST(Hosting, TheOperatorStepsPausesResumesAndStops) {
  auto exchange = HostedExchange::start(small_scenario(), {.session = {.seed = 5}});
  ASSERT_TRUE(exchange.ok()) << exchange.status();
  HostedSession& session = (*exchange)->session();
  const auto is = [&](SessionPhase phase) {
    return [&, phase] { return session.status().phase == phase; };
  };

  EXPECT_EQ(session.resume().code(), absl::StatusCode::kFailedPrecondition);
  ASSERT_TRUE(session.step(3).ok());
  eventually(is(SessionPhase::kPaused));
  EXPECT_EQ(session.status().day, 1);
  EXPECT_EQ(session.status().turn, 1);
  EXPECT_EQ(session.start().code(), absl::StatusCode::kFailedPrecondition);
  ASSERT_TRUE(session.stop().ok());

  EXPECT_FALSE(session.wait().has_value());
  EXPECT_EQ(session.status().phase, SessionPhase::kStopped);
}

TEST(Hosting, APauseStopsTheClockAtOnceAndCanBeTakenBack) {
  auto exchange = HostedExchange::start(
      small_scenario(), {.session = {.seed = 5, .day_takes = std::chrono::hours(1)}});
  ASSERT_TRUE(exchange.ok()) << exchange.status();
  HostedSession& session = (*exchange)->session();
  ASSERT_TRUE(session.start().ok());
  eventually([&] { return session.clock().day_left > milliseconds(0); });

  ASSERT_TRUE(session.pause().ok());
  eventually([&] { return session.status().phase == SessionPhase::kPaused; });
  const milliseconds left = session.clock().day_left;
  std::this_thread::sleep_for(milliseconds(20));
  EXPECT_EQ(session.clock().day_left, left);
  EXPECT_TRUE(session.resume().ok());
  EXPECT_FALSE(session.resume().ok());
  EXPECT_LT(session.clock().day_left, left + milliseconds(1));
  ASSERT_TRUE(session.pause().ok());
  EXPECT_TRUE(session.step(1).ok());
  eventually([&] { return session.status().turn == 1; });
}

TEST(Hosting, AYearCanBeGivenMoreTimeAndBeEnded) {
  auto exchange = HostedExchange::start(
      small_scenario(), {.session = {.seed = 5, .day_takes = std::chrono::hours(1)}});
  ASSERT_TRUE(exchange.ok()) << exchange.status();
  HostedSession& session = (*exchange)->session();
  EXPECT_FALSE(session.end_year().ok());
  ASSERT_TRUE(session.start().ok());
  eventually([&] { return session.clock().day_left > milliseconds(0); });
  EXPECT_GT(session.clock().year_left, std::chrono::hours(9));

  ASSERT_TRUE(session.extend_year(std::chrono::hours(20)).ok());
  EXPECT_GT(session.clock().year_left, std::chrono::hours(29));
  ASSERT_TRUE(session.end_year().ok());

  eventually([&] { return session.status().phase == SessionPhase::kPaused; });
  EXPECT_EQ(session.status().year, Year{2026});
  EXPECT_EQ(session.status().day, 0);
}

TEST(Hosting, TheWorldIsChangedWithinBoundsAlone) {
  auto exchange = HostedExchange::start(
      small_scenario(), {.session = {.seed = 5, .day_takes = std::chrono::hours(1)}});
  ASSERT_TRUE(exchange.ok()) << exchange.status();
  HostedSession& session = (*exchange)->session();
  EXPECT_EQ(session.change_world(CostShock{BasisPoints(12'000)}).code(),
            absl::StatusCode::kFailedPrecondition);
  ASSERT_TRUE(session.start().ok());

  const std::initializer_list<WorldChange> wrong = {
      CostShock{BasisPoints(999)},
      CostShock{BasisPoints(100'001)},
      CapChange{BasisPoints(8'000), Year{2025}},
      CapChange{BasisPoints(8'000), Year{2028}},
      DemandShock{BasisPoints(12'000), Year{2024}, 1, false},
      DemandShock{BasisPoints(12'000), Year{2025}, -1, false}};
  for (const WorldChange& change : wrong) {
    EXPECT_EQ(session.change_world(change).code(), absl::StatusCode::kInvalidArgument)
        << change.index();
  }
  EXPECT_TRUE(session.change_world(CapChange{BasisPoints(8'000), Year{2026}}).ok());
}

TEST(Hosting, ASeatTakenInMidSessionIsPlayedByItsHolder) {
  auto exchange = HostedExchange::start(small_scenario(),
                                        {.session = {.seed = 5, .day_takes = milliseconds(20)}});
  ASSERT_TRUE(exchange.ok()) << exchange.status();
  HostedSession& session = (*exchange)->session();
  ASSERT_TRUE(session.start().ok());
  eventually([&] { return session.status().day >= 2; });

  const std::string seat = session.tokens().front().seat;
  const auto report = host_agents(
      {"127.0.0.1:" + std::to_string((*exchange)->port()), session.tokens().front().token},
      {&seat, 1}, [](const SeatBrief& brief) {
        return HostedAgent{make_robot(brief, "zi_c"), RandomStream(1, 1, 1)};
      });

  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_GT(report->turns, 0);
  EXPECT_TRUE(session.wait().has_value());
}

TEST(Hosting, AnInterruptedSessionGoesOnWhereItStood) {
  const ScratchDirectory folder;
  const ExchangeOptions options{.journal = folder.path() / "log", .session = {.seed = 5}};
  std::uint64_t hash = 0;
  {
    auto exchange = HostedExchange::start(small_scenario(), options);
    ASSERT_TRUE(exchange.ok()) << exchange.status();
    ASSERT_TRUE((*exchange)->session().step(7).ok());
    eventually([&] { return (*exchange)->session().status().phase == SessionPhase::kPaused; });
    (*exchange)->sequencer().read([&](const Market& market) { hash = market.events_hash(); });
  }

  auto again = HostedExchange::start(small_scenario(), options);

  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_GT((*again)->recovered_commands(), 0);
  (*again)->sequencer().read([&](const Market& market) { EXPECT_EQ(market.events_hash(), hash); });
  EXPECT_FALSE((*again)->session().start().ok());
  EXPECT_EQ((*again)->session().status().day, 3);
  EXPECT_EQ((*again)->session().status().turn, 1);
  ASSERT_TRUE((*again)->session().resume().ok());
  EXPECT_TRUE((*again)->session().wait().has_value());
}

TEST(Hosting, AnExchangeGoesOnFromItsOwnSessionOnly) {
  const ScratchDirectory folder;
  ExchangeOptions options{.journal = folder.path() / "log", .origin = {"small, seed 5", ""}};
  {
    auto exchange = HostedExchange::start(small_scenario(), options);
    ASSERT_TRUE(exchange.ok()) << exchange.status();
    ASSERT_TRUE((*exchange)->session().step(1).ok());
    eventually([&] { return (*exchange)->session().status().phase == SessionPhase::kPaused; });
  }
  options.origin.name = "small, seed 6";

  const auto again = HostedExchange::start(small_scenario(), options);

  EXPECT_EQ(again.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(Hosting, TokensThatAreGivenHold) {
  ExchangeOptions options{.operator_token = "o"};
  options.session.tokens = {{"dear-1", "d"}, {"nobody", "n"}};

  auto exchange = HostedExchange::start(small_scenario(), options);

  ASSERT_TRUE(exchange.ok()) << exchange.status();
  EXPECT_EQ((*exchange)->operator_token(), "o");
  for (const HostedSession::SeatToken& seat : (*exchange)->session().tokens()) {
    EXPECT_EQ(seat.token == "d", seat.seat == "dear-1");
    EXPECT_FALSE(seat.token.empty());
  }
}

}  // namespace
}  // namespace tanshi
