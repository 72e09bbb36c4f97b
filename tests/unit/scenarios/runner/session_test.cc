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

// Two in five allowances are free; the rest is auctioned from 20 a tonne, and 3,000 t a year more
// from 45.
Scenario auction_scenario() {
  Scenario scenario = small_scenario();
  for (std::size_t year = 0; year < 3; ++year) {
    scenario.free[year] = Tonnes(scenario.cap[year].raw() * 2 / 5);
    scenario.auctions.years[year] = {Price(2'000),
                                     {{SupplyClass::kReserve, Price(4'500), Tonnes(3'000)}}};
  }
  scenario.auctions.rules.lot = scenario.lot;
  return scenario;
}

TEST(Session, WhatIsNotGivenFreeIsAuctionedAndNobodyIsRefused) {
  const Scenario scenario = auction_scenario();
  const World world = make_world(scenario, 1);
  LoggingVenue venue;
  Session session(scenario, world, 1, venue, nullptr);

  ASSERT_TRUE(session.run(keep_going));

  for (const Event& event : venue.log) {
    const auto* const refused = std::get_if<Refused>(&event);
    // But for accounts that have no order to cancel when the year ends.
    EXPECT_TRUE(refused == nullptr || refused->reason == RejectReason::kOrderNotLive);
  }
  ASSERT_EQ(session.recorder().auctions().size(), 12U);
  for (const YearResult& year : session.recorder().years()) {
    EXPECT_EQ(year.allocated + year.auctioned, year.cap);
    EXPECT_EQ(year.shortfall, Tonnes());
    EXPECT_GT(year.auction_price, 20);
    EXPECT_NEAR(*year.auction_price / *year.price_mean, 1, 0.05);
  }
  Cash paid;
  for (const FirmResult& firm : session.recorder().firms()) paid += firm.auction_cash;
  Cash proceeds;
  for (const AuctionResult& auction : session.recorder().auctions()) proceeds += auction.proceeds;
  EXPECT_EQ(paid, proceeds);
  venue.look(
      [&](const Market& market) { EXPECT_EQ(market.cash(world.treasury).available, proceeds); });
}

// Where a market without tiers clears above 45, one with them sells them and clears lower.
TEST(Session, ATierIsSoldWhereThePriceReachesItsTrigger) {
  Scenario scenario = auction_scenario();
  for (Tonnes& cap : scenario.cap) cap = cap - Tonnes(60'000);
  const auto with = run_locally(scenario, 1, keep_going);
  for (AuctionYear& year : scenario.auctions.years) year.tiers.clear();
  const auto without = run_locally(scenario, 1, keep_going);

  EXPECT_EQ(with->years[0].auctioned, without->years[0].auctioned + Tonnes(3'000));
  EXPECT_LT(with->years[0].price_benchmark, without->years[0].price_benchmark);
  EXPECT_LT(with->years[0].auction_price, without->years[0].auction_price);
}

// Below the reserve price nothing is sold: the cap is what was given out and sold, and the price
// stands at the reserve.
TEST(Session, AReservePriceThatBindsHoldsAllowancesBack) {
  Scenario scenario = auction_scenario();
  scenario.carry_over = CarryOverRule{};
  scenario.initial_bank = scenario.traders.front().allowances;
  for (AuctionYear& year : scenario.auctions.years) year = {Price(12'000), {}};
  scenario.penalty = Price(100'000);
  for (FirmGroup& group : scenario.firms) group.volatility = 0;
  scenario.beliefs = {};
  const auto result = run_locally(scenario, 1, keep_going);

  for (const YearResult& year : result->years) {
    EXPECT_LT(year.allocated + year.auctioned, year.cap);
    EXPECT_NEAR(year.price_benchmark, 120, 1e-9);
    EXPECT_NEAR(*year.price_mean, 120, 6);
    EXPECT_EQ(year.banked, Tonnes());
  }
  EXPECT_GT(result->efficiency, 0.95);
  EXPECT_LE(result->efficiency, 1 + 1e-9);
}

TEST(Session, AReserveThatFollowsTheBankKeepsItInItsBand) {
  Scenario scenario = auction_scenario();
  QuantityCollar collar;
  collar.bank_most = Tonnes(10'000);
  scenario.adjustment = collar;
  scenario.initial_bank = Tonnes(60'000);
  const auto result = run_locally(scenario, 1, keep_going);

  EXPECT_EQ(result->years[0].withheld, Tonnes(50'000));
  EXPECT_EQ(result->years[0].reserve, Tonnes(50'000));
  EXPECT_EQ(result->years[0].allocated + result->years[0].auctioned + Tonnes(50'000),
            result->years[0].cap);
  EXPECT_EQ(result->conservation_violations, 0);
}

TEST(Session, WithoutBankingNothingIsCarriedOver) {
  Scenario scenario = small_scenario();
  scenario.carry_over = CarryOverRule{};
  scenario.initial_bank = Tonnes(1'000);

  const auto result = run_locally(scenario, 1, keep_going);

  for (const YearResult& year : result->years) EXPECT_EQ(year.banked, Tonnes());
}

TEST(Session, WhatIsReportedIsOwedAndTheTruthIsToldBesideIt) {
  Scenario scenario = small_scenario();
  scenario.initial_bank = Tonnes(60'000);
  scenario.verification = {0.05, 0.3};
  const World world = make_world(scenario, 1);
  const auto result = run_locally(scenario, 1, keep_going);

  int audited = 0;
  for (std::size_t firm = 0; firm < result->firms.size(); ++firm) {
    const FirmResult& figures = result->firms[firm];
    for (std::size_t year = 0; year < 3; ++year) {
      const double share = world.seats[firm].plant.reported_share[year];
      EXPECT_NEAR(to_double(figures.emissions[year]),
                  to_double(figures.emissions_true[year]) * share, 0.51);
      audited += figures.emissions[year] == figures.emissions_true[year] ? 1 : 0;
    }
  }
  EXPECT_GT(audited, 0);
  EXPECT_LT(audited, 18);
  for (const YearResult& year : result->years) {
    EXPECT_NE(year.emissions, year.emissions_true);
    EXPECT_EQ(year.surrendered + year.shortfall, year.obligation);
  }
  EXPECT_EQ(result->years[0].obligation, result->years[0].emissions);
  EXPECT_EQ(result->conservation_violations, 0);
}

TEST(Session, AFirmThatCannotComplyPaysThePenaltyAndStillOwes) {
  Scenario scenario = small_scenario();
  scenario.cap = {Tonnes(180'000), Tonnes(50'000), Tonnes(50'000)};
  scenario.free = scenario.cap;
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
