// The rules of compliance in a session: fines, what stays owed, what may be carried over, and
// periods of several years.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <vector>

#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"
#include "scenarios/runner/outcome.h"
#include "scenarios/runner/runner.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

RunResult played(const Scenario& scenario) {
  return run_locally(scenario, 1, [](const SessionPosition&) { return true; }).value();
}

// Some 20,000 t and more are missing each year whatever the firms do, though half of them have
// allowances to sell.
Scenario short_scenario() {
  Scenario scenario = small_scenario();
  scenario.firms.front().allocation_weight *= 3;
  for (FirmGroup& group : scenario.firms) group.curve = AbatementCurve(LinearMac{0, 1e-3}, 1'000);
  scenario.initial_bank = Tonnes(1'000);
  return scenario;
}

TEST(Compliance, TheFineIsTheMultipleOfTheYearsMeanPriceWhereThatIsMore) {
  Scenario scenario = short_scenario();
  scenario.penalty_price_times = BasisPoints(30'000);
  const RunResult result = played(scenario);

  for (const YearResult& year : result.years) {
    ASSERT_GT(year.shortfall, Tonnes());
    const Price mean = to_price_nearest(year.price_mean.value());
    EXPECT_GT(mean * Tonnes(3), scenario.penalty * Tonnes(1));
    EXPECT_EQ(year.penalties, Price(mean.raw() * 3) * year.shortfall);
  }
}

TEST(Compliance, TheFixedFineRisesFromYearToYear) {
  Scenario scenario = short_scenario();
  scenario.penalty_rise = PartsPerMillion(20'000);
  const RunResult result = played(scenario);
  const Price fines[] = {Price(10'000), Price(10'200), Price(10'404)};
  for (std::size_t year = 0; year < 3; ++year) {
    ASSERT_GT(result.years[year].shortfall, Tonnes());
    EXPECT_EQ(result.years[year].penalties, fines[year] * result.years[year].shortfall);
  }
}

// A penalty that is a price rises as it does: the market's and theory's are no more than it.
TEST(Compliance, AFineThatNeedNotBeMadeGoodIsThePriceOfItsYear) {
  Scenario scenario = short_scenario();
  scenario.make_good = false;
  scenario.penalty_rise = PartsPerMillion(20'000);
  const RunResult result = played(scenario);
  const double fines[] = {100, 102, 104.04};
  for (std::size_t year = 0; year < 3; ++year) {
    EXPECT_NEAR(result.years[year].price_benchmark, fines[year], 1e-9);
    EXPECT_LE(result.years[year].price_mean.value_or(0), fines[year]);
  }
}

TEST(Compliance, TheFixedFineHoldsWhereTheMultipleIsLess) {
  Scenario scenario = short_scenario();
  scenario.penalty = Price(50'000);
  scenario.penalty_price_times = BasisPoints(1);
  for (const YearResult& year : played(scenario).years)
    EXPECT_EQ(year.penalties, scenario.penalty * year.shortfall);
}

// The penalty is then the highest price there is, in the market and in theory.
TEST(Compliance, WhatNeedNotBeMadeGoodIsNotOwedAgain) {
  Scenario scenario = short_scenario();
  scenario.make_good = false;
  const RunResult result = played(scenario);

  for (const YearResult& year : result.years) {
    EXPECT_GT(year.shortfall, Tonnes());
    EXPECT_EQ(year.obligation, year.emissions);
    EXPECT_EQ(year.surrendered + year.shortfall, year.obligation);
    EXPECT_EQ(year.penalties, scenario.penalty * year.shortfall);
    EXPECT_NEAR(year.price_benchmark, 100, 1e-9);
    EXPECT_LE(year.price_mean.value_or(0), 100);
  }
  EXPECT_TRUE(result.efficiency.has_value());
  EXPECT_LE(result.efficiency.value_or(0), 1 + 1e-9);
  EXPECT_EQ(result.conservation_violations, 0);
}

// 20,000 t more are missing in the last year than the penalty of 25 makes anyone abate: who kept
// allowances for it would have paid more for them.
TEST(Compliance, NobodyBanksForAYearThatPaysNoMoreThanThePenalty) {
  Scenario scenario = small_scenario();
  scenario.cap.back() = Tonnes(100'000);
  scenario.free = scenario.cap;
  scenario.penalty = Price(2'500);
  scenario.make_good = false;
  scenario.beliefs = {};
  for (FirmGroup& group : scenario.firms) group.volatility = 0;
  const RunResult result = played(scenario);

  EXPECT_GT(result.years.back().shortfall, Tonnes());
  EXPECT_LT(result.years.front().price_benchmark, 24);
  for (const YearResult& year : result.years)
    EXPECT_NEAR(year.price_mean.value() / year.price_benchmark, 1, 0.05);
  EXPECT_GT(result.efficiency.value(), 0.95);
}

TEST(Compliance, ACapOfWhatIsCarriedOverHoldsForEachAccountAndForTheory) {
  Scenario scenario = small_scenario();
  scenario.initial_bank = Tonnes(60'000);
  scenario.carry_over = CarryOverRule{Tonnes(1'500), BasisPoints()};
  const RunResult result = played(scenario);
  const BankingMarket theory = theory_of(scenario, make_world(scenario, 1));

  EXPECT_EQ(theory.banking_limit_t, (std::vector<double>(3, 1'500.0 * 7)));
  Tonnes most;
  for (const FirmResult& firm : result.firms) {
    for (const Tonnes banked : firm.banked) {
      EXPECT_LE(banked, Tonnes(1'500));
      most = std::max(most, banked);
    }
  }
  EXPECT_EQ(most, Tonnes(1'500));
  for (const YearResult& year : result.years) EXPECT_LE(year.banked, Tonnes(1'500 * 7));
  EXPECT_EQ(result.conservation_violations, 0);
}

// Counts what each account sold less what it bought in a year: whoever loses some when the year
// ends keeps just what the formula gives.
class SalesVenue final : public Venue {
 public:
  void advance(SimTime time) override { local_.advance(time); }
  void apply(std::span<const Action> actions, std::vector<Event>& events) override {
    const std::size_t from = events.size();
    local_.apply(actions, events);
    for (std::size_t i = from; i < events.size(); ++i) see(events[i]);
  }
  void look(const std::function<void(const Market&)>& look) const override { local_.look(look); }

  int cancelled = 0;

 private:
  void see(const Event& event) {
    if (const auto* const phase = std::get_if<PhaseChanged>(&event)) {
      if (phase->phase == TradingPhase::kOpen) net_sales_.clear();
    }
    if (const auto* const trade = std::get_if<Traded>(&event)) {
      const Tonnes sold = trade->taker_side == Side::kBuy ? -trade->quantity : trade->quantity;
      net_sales_[trade->taker_account] += sold;
      net_sales_[trade->maker_account] -= sold;
    }
    if (const auto* const gone = std::get_if<AllowancesCancelled>(&event)) check(*gone);
  }

  void check(const AllowancesCancelled& gone) {
    ++cancelled;
    const Tonnes sold = std::max(net_sales_[gone.account], Tonnes());
    look([&](const Market& market) {
      EXPECT_EQ(market.allowances(gone.account, gone.instrument).available,
                Tonnes(1'000 + sold.raw() * 3 / 2));
    });
  }

  LocalVenue local_;
  std::map<AccountId, Tonnes> net_sales_;
};

TEST(Compliance, WhoSoldMoreCarriesMoreOver) {
  Scenario scenario = small_scenario();
  scenario.initial_bank = Tonnes(60'000);
  scenario.carry_over = CarryOverRule{Tonnes(1'000), BasisPoints(15'000)};
  const World world = make_world(scenario, 1);
  SalesVenue venue;
  Session session(scenario, world, 1, venue, nullptr);

  ASSERT_TRUE(session.run([](const SessionPosition&) { return true; }));

  EXPECT_GT(venue.cancelled, 0);
  EXPECT_TRUE(theory_of(scenario, world).banking_limit_t.empty());
}

// A first year that is 40,000 t short of the two that follow.
Scenario steep_scenario() {
  Scenario scenario = small_scenario();
  scenario.cap = {Tonnes(130'000), Tonnes(170'000), Tonnes(170'000)};
  scenario.free = scenario.cap;
  scenario.initial_bank = Tonnes(1'000);
  scenario.periods = {Year{2025}, 3, BasisPoints(5'000)};
  for (FirmGroup& group : scenario.firms) group.volatility = 0;
  scenario.beliefs = {};
  return scenario;
}

TEST(Compliance, InsideAPeriodTheInterimShareIsDueAndAtItsEndTheRest) {
  const RunResult result = played(steep_scenario());

  Tonnes emitted;
  Tonnes surrendered;
  for (std::size_t year = 0; year < 2; ++year) {
    Tonnes due;
    for (const FirmResult& firm : result.firms)
      due += share_ceil(BasisPoints(5'000), firm.emissions[year]);
    EXPECT_EQ(result.years[year].obligation, due);
    EXPECT_EQ(result.years[year].shortfall, Tonnes());
    emitted += result.years[year].emissions;
    surrendered += result.years[year].surrendered;
  }
  const YearResult& last = result.years[2];
  EXPECT_EQ(last.obligation, emitted - surrendered + last.emissions);
  EXPECT_EQ(last.shortfall, Tonnes());
  EXPECT_EQ(result.conservation_violations, 0);
}

// What is not due is as good as borrowed: the price rises at the discount rate from the start, and
// does not fall after the first year.
TEST(Compliance, APeriodLetsTheMarketBorrowFromItsLaterYears) {
  Scenario scenario = steep_scenario();
  const RunResult with = played(scenario);
  scenario.periods = {};
  const RunResult without = played(scenario);

  EXPECT_GT(without.years[0].price_benchmark, 1.2 * without.years[1].price_benchmark);
  EXPECT_NEAR(with.years[1].price_benchmark, 1.05 * with.years[0].price_benchmark, 0.01);
  for (const YearResult& year : with.years)
    EXPECT_NEAR(year.price_mean.value() / year.price_benchmark, 1, 0.1);
  EXPECT_GT(with.efficiency.value(), 0.9);
  EXPECT_NEAR(to_double(with.years[0].banked), to_double(with.years[0].banked_benchmark), 8'000);
}

// Hears what the first firm owes as each year begins.
class Debtor final : public SeatHolders {
 public:
  bool decide(std::size_t seat, const Observation& observation, Decision&) override {
    if (seat == 0 && observation.day == 0 && observation.turn == 0) {
      owed.push_back(observation.obligation);
      all_deferred.push_back(observation.deferred);
    }
    return false;
  }

  std::vector<Tonnes> owed;
  std::vector<Tonnes> all_deferred;
};

TEST(Compliance, AFirmIsToldWhatItOwesThatIsNotYetDue) {
  const Scenario scenario = steep_scenario();
  const World world = make_world(scenario, 1);
  Debtor debtor;
  LocalVenue venue;
  Session session(scenario, world, 1, venue, &debtor);

  ASSERT_TRUE(session.run([](const SessionPosition&) { return true; }));

  const FirmResult& firm = session.recorder().firms()[0];
  const std::vector<YearResult>& years = session.recorder().years();
  const Tonnes first = firm.emissions[0] - share_ceil(BasisPoints(5'000), firm.emissions[0]);
  const Tonnes second = firm.emissions[1] - share_ceil(BasisPoints(5'000), firm.emissions[1]);
  EXPECT_EQ(debtor.owed, (std::vector<Tonnes>{Tonnes(), first, first + second}));
  EXPECT_EQ(debtor.all_deferred[1], years[0].emissions - years[0].obligation);
}

// Every second error is found a year later: it is owed then, or credited, and told from the start.
TEST(Compliance, WhatAReportLeftOutIsOwedAYearLater) {
  Scenario scenario = small_scenario();
  scenario.initial_bank = Tonnes(60'000);
  scenario.verification = {0.2, 0.2, 0.5};
  const World world = make_world(scenario, 1);
  Debtor debtor;
  LocalVenue venue;
  Session session(scenario, world, 1, venue, &debtor);

  ASSERT_TRUE(session.run([](const SessionPosition&) { return true; }));

  const std::vector<YearResult>& years = session.recorder().years();
  int added = 0;
  int credited = 0;
  int told = 0;
  for (std::size_t year = 1; year < 3; ++year) {
    Tonnes owed = years[year].emissions + years[year - 1].shortfall;
    for (std::size_t seat = 0; seat < 6; ++seat) {
      if (!world.seats[seat].plant.error_found[year - 1]) continue;
      const FirmResult& firm = session.recorder().firms()[seat];
      const Tonnes left_out = firm.emissions_true[year - 1] - firm.emissions[year - 1];
      owed += left_out;
      added += left_out > Tonnes() ? 1 : 0;
      credited += left_out < Tonnes() ? 1 : 0;
      told += seat == 0 && debtor.owed[year] == left_out ? 1 : 0;
    }
    EXPECT_EQ(years[year].obligation, owed);
  }
  EXPECT_GT(added, 0);
  EXPECT_GT(credited, 0);
  EXPECT_GT(told, 0);
  EXPECT_EQ(session.recorder().conservation_violations(), 0);
}

TEST(Compliance, ACreditGoesNoFurtherThanWhatIsOwed) {
  World world;
  world.seats.resize(1);
  world.seats[0].plant.error_found = {true, false, false};
  LateCorrections corrections(world);
  corrections.see_report(0, -Tonnes(100));
  corrections.find(0);

  EXPECT_EQ(corrections.owed(0), -Tonnes(100));
  EXPECT_EQ(corrections.add_to(0, Tonnes(60)), Tonnes());
  EXPECT_EQ(corrections.add_to(0, Tonnes(60)), Tonnes(20));
  EXPECT_EQ(corrections.add_to(0, Tonnes(60)), Tonnes(60));
  corrections.see_report(0, Tonnes(7));
  corrections.find(1);
  EXPECT_EQ(corrections.owed(0), Tonnes());
}

// What may not be carried over a period's end keeps its worth within it.
TEST(Compliance, WithoutCarryOverThePeriodsEndIsWhatCancels) {
  Scenario scenario = small_scenario();
  scenario.initial_bank = Tonnes(20'000);
  scenario.carry_over = CarryOverRule{};
  scenario.periods = {Year{2025}, 2, BasisPoints(5'000)};
  const RunResult result = played(scenario);

  EXPECT_GT(result.years[0].banked, Tonnes());
  EXPECT_EQ(result.years[1].banked, Tonnes());
  EXPECT_EQ(result.years[2].banked, Tonnes());
}

}  // namespace
}  // namespace tanshi
