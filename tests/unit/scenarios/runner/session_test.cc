// Sessions: the compliance calendar in the log, what a seat is told, and the same bytes each time.
#include "scenarios/runner/session.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "agents/abatement/rounding.h"
#include "scenarios/runner/runner.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

bool keep_going(const SessionPosition&) {
  return true;
}

// Keeps the log of what happens at a venue.
class LoggingVenue final : public Venue {
 public:
  void advance(SimTime time) override { local_.advance(time); }
  void apply(std::span<const Action> actions, std::vector<Event>& events) override {
    const std::size_t from = events.size();
    local_.apply(actions, events);
    log.insert(log.end(), events.begin() + static_cast<std::ptrdiff_t>(from), events.end());
  }
  void look(const std::function<void(const Market&)>& look) const override { local_.look(look); }

  std::vector<Event> log;

 private:
  LocalVenue local_;
};

template <class T>
std::size_t first_of(const std::vector<Event>& log, std::size_t from) {
  const auto found =
      std::find_if(log.begin() + static_cast<std::ptrdiff_t>(from), log.end(),
                   [](const Event& event) { return std::holds_alternative<T>(event); });
  return static_cast<std::size_t>(found - log.begin());
}

TEST(Session, ThePositionIsThatOfTheMarketsTime) {
  const Scenario scenario = small_scenario();
  const World world = make_world(scenario, 1);
  LoggingVenue venue;
  Session session(scenario, world, 1, venue, nullptr);
  SessionPosition told;
  int turns = 0;
  const auto position = [&] {
    SimTime time;
    venue.look([&](const Market& market) { time = market.time(); });
    return position_at(scenario.horizon, time);
  };
  // Before a turn the market's time is that of the turn before, or of the year's beginning.
  const auto compare = [&](const SessionPosition& next) {
    const SessionPosition at = position();
    const bool year_begins = next.day == 0 && next.turn == 0;
    const SessionPosition& expected = year_begins ? next : told;
    EXPECT_EQ(at.year_index, expected.year_index);
    EXPECT_EQ(at.year, expected.year);
    EXPECT_EQ(at.day, expected.day);
    EXPECT_EQ(at.turn, expected.turn);
    told = next;
    ++turns;
    return true;
  };

  ASSERT_TRUE(session.run(compare));

  EXPECT_EQ(turns, 60);
  EXPECT_EQ(position().year, Year{2027});  // settled: told as its last day
  EXPECT_EQ(position().day, 9);
}

TEST(Session, EachYearAllocatesTradesReportsSurrendersAndSettles) {
  const Scenario scenario = small_scenario();
  const World world = make_world(scenario, 1);
  LoggingVenue venue;
  Session session(scenario, world, 1, venue, nullptr);

  ASSERT_TRUE(session.run(keep_going));

  std::size_t at = first_of<PhaseChanged>(venue.log, 0) - 1;
  for (int year = 0; year < 3; ++year) {
    at = first_of<AllowancesIssued>(venue.log, at);
    at = first_of<Traded>(venue.log, at);
    at = first_of<DayClosed>(venue.log, at);
    at = first_of<EmissionsReported>(venue.log, at);
    at = first_of<AllowancesSurrendered>(venue.log, at);
    at = first_of<ComplianceSettled>(venue.log, at);
    at = first_of<YearSettled>(venue.log, at);
    ASSERT_LT(at, venue.log.size());
  }
}

// One firm has nobody to trade with.
TEST(Session, WithoutTradeThereIsNeitherAPriceNorAnEfficiency) {
  Scenario scenario = small_scenario();
  scenario.firms = {test_group("alone", 1, 200'000, 1e-3)};
  scenario.traders.clear();
  scenario.expectations = {{"price_to_benchmark", std::nullopt, 0.0, std::nullopt}};

  const auto result = run_locally(scenario, 1, keep_going);

  EXPECT_EQ(result->efficiency, std::nullopt);
  EXPECT_EQ(result->smith_alpha, std::nullopt);
  EXPECT_EQ(result->price_distance, std::nullopt);
  for (const YearResult& year : result->years) EXPECT_EQ(year.price_mean, std::nullopt);
  EXPECT_FALSE(result->expectations.front().passed);
}

TEST(Session, SameSeedSameLogOtherSeedOtherLog) {
  const Scenario scenario = small_scenario();

  const auto first = run_locally(scenario, 1, keep_going);
  const auto again = run_locally(scenario, 1, keep_going);
  const auto other = run_locally(scenario, 2, keep_going);

  EXPECT_EQ(first->events_hash, again->events_hash);
  EXPECT_EQ(first->efficiency, again->efficiency);
  EXPECT_NE(first->events_hash, other->events_hash);
}

TEST(Session, ConservesEveryTonneAndEveryCent) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto result = run_locally(small_scenario(), seed, keep_going);

    EXPECT_EQ(result->conservation_checked, 6);
    EXPECT_EQ(result->conservation_violations, 0);
  }
}

TEST(Session, TheBankIsWhatWasIssuedAndNotSurrendered) {
  const Scenario scenario = small_scenario();
  const auto result = run_locally(scenario, 1, keep_going);

  Tonnes bank = scenario.initial_bank;
  for (std::size_t year = 0; year < 3; ++year) {
    const YearResult& figures = result->years[year];
    bank = bank + scenario.cap[year] - figures.surrendered;
    EXPECT_EQ(figures.banked, bank);
    EXPECT_EQ(figures.obligation, figures.emissions);
    EXPECT_EQ(figures.surrendered + figures.shortfall, figures.obligation);
  }
}

TEST(Session, WithoutBankingNothingIsCarriedOver) {
  Scenario scenario = small_scenario();
  scenario.banking = false;
  scenario.initial_bank = Tonnes(1'000);

  const auto result = run_locally(scenario, 1, keep_going);

  for (const YearResult& year : result->years) EXPECT_EQ(year.banked, Tonnes());
}

TEST(Session, AFirmThatCannotComplyPaysThePenaltyAndStillOwes) {
  Scenario scenario = small_scenario();
  scenario.cap = {Tonnes(180'000), Tonnes(50'000), Tonnes(50'000)};
  for (FirmGroup& group : scenario.firms) group.curve = AbatementCurve(LinearMac{0, 1e-3}, 1'000);
  scenario.initial_bank = Tonnes(1'000);

  const auto result = run_locally(scenario, 1, keep_going);

  const YearResult& second = result->years[1];
  const YearResult& third = result->years[2];
  EXPECT_GT(second.shortfall, Tonnes());
  EXPECT_EQ(second.penalties, scenario.penalty * second.shortfall);
  EXPECT_EQ(third.obligation, third.emissions + second.shortfall);
  EXPECT_LT(second.compliance_rate, 1);
  EXPECT_EQ(result->conservation_violations, 0);
}

TEST(Session, EndsWhereItIsTold) {
  const Scenario scenario = small_scenario();

  const auto result = run_locally(scenario, 1, [](const SessionPosition& position) {
    return position.year_index < 1 || position.day < 5;
  });

  EXPECT_FALSE(result.has_value());
}

// Takes the first seat, says nothing but its abatement, and keeps what it was told.
class Listener final : public SeatHolders {
 public:
  bool decide(std::size_t seat, const Observation& observation, Decision& decision) override {
    if (seat != 0) return false;
    ++wakes;
    cash = observation.cash_available;
    if (!observation.trading) {
      ++year_ends;
      published = observation.emissions.size();
      decision.abatement = Tonnes(abate);
    }
    return true;
  }

  std::int64_t abate = 0;
  int wakes = 0;
  int year_ends = 0;
  std::size_t published = 0;
  Cash cash;
};

TEST(Session, AHolderTakesItsRobotsPlaceWithAllThatTheRobotWouldHear) {
  const Scenario scenario = small_scenario();
  const World world = make_world(scenario, 1);
  Listener listener;
  listener.abate = 12'345;
  LocalVenue venue;
  Session session(scenario, world, 1, venue, &listener);

  ASSERT_TRUE(session.run(keep_going));

  EXPECT_EQ(listener.wakes, 3 * (10 * 2 + 1));
  EXPECT_EQ(listener.year_ends, 3);
  EXPECT_EQ(listener.published, 2U);
  EXPECT_EQ(session.recorder().firms()[0].abatement[0], Tonnes(12'345));
  EXPECT_EQ(session.recorder().firms()[0].trading_cash, Cash());
}

TEST(Session, NoPlantAbatesMoreThanItCan) {
  const Scenario scenario = small_scenario();
  const World world = make_world(scenario, 1);
  Listener listener;
  listener.abate = 1'000'000'000;
  LocalVenue venue;
  Session session(scenario, world, 1, venue, &listener);

  ASSERT_TRUE(session.run(keep_going));

  for (const Tonnes emitted : session.recorder().firms()[0].emissions) EXPECT_GE(emitted, Tonnes());
  EXPECT_LE(session.recorder().firms()[0].abatement[0],
            to_tonnes_nearest(world.seats[0].plant.curve.max_abatement_t()));
}

}  // namespace
}  // namespace tanshi
