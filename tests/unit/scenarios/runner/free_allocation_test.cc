// Free allocation in a session: plants that open and close, and what is settled by output and
// emissions when a year is over.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "agents/abatement/rounding.h"
#include "exchange/base/checked_math.h"
#include "scenarios/model/free_allocation.h"
#include "scenarios/runner/outcome.h"
#include "scenarios/runner/runner.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

bool keep_going(const SessionPosition&) {
  return true;
}

RunResult played(const Scenario& scenario, SeatHolders* holders = nullptr) {
  const World world = make_world(scenario, 1);
  LocalVenue venue;
  Session session(scenario, world, 1, venue, holders);
  EXPECT_TRUE(session.run(keep_going));
  return make_result(scenario, world, session, {});
}

// In the first year cheap and dear run, in the second late too, and dear no more in the third.
Scenario changing_scenario() {
  Scenario scenario = small_scenario();
  FirmGroup late = test_group("late", 2, 60'000, 2e-3);
  late.enters = Year{2026};
  scenario.firms[1].closes = Year{2026};
  scenario.firms.push_back(late);
  scenario.cap = {Tonnes(180'000), Tonnes(220'000), Tonnes(140'000)};
  for (FirmGroup& group : scenario.firms) group.volatility = 0;
  scenario.beliefs = {};
  scenario.free = scenario.cap;
  return scenario;
}

TEST(FreeAllocationInASession, PlantsOpenAndCloseAndThePriceIsThatOfThoseThatRun) {
  Scenario scenario = changing_scenario();
  allocate(scenario);
  const RunResult result = played(scenario);

  for (const FirmResult& firm : result.firms) {
    EXPECT_EQ(firm.emissions_true[0] > Tonnes(), firm.group != "late") << firm.name;
    EXPECT_EQ(firm.emissions_true[2] > Tonnes(), firm.group != "dear") << firm.name;
    EXPECT_EQ(firm.allocation[0] > Tonnes(), firm.group != "late") << firm.name;
    EXPECT_EQ(firm.allocation[2] > Tonnes(), firm.group != "dear") << firm.name;
  }
  EXPECT_NEAR(to_double(result.years[0].baseline), 200'000, 5);
  EXPECT_NEAR(to_double(result.years[1].baseline), 260'000, 5);
  EXPECT_NEAR(to_double(result.years[2].baseline), 160'000, 5);
  for (const YearResult& year : result.years)
    EXPECT_NEAR(*year.price_mean / year.price_benchmark, 1, 0.1) << raw(year.year);
  EXPECT_GT(result.efficiency, 0.9);
  EXPECT_EQ(result.conservation_violations, 0);
}

TEST(FreeAllocationInASession, AnEntrantIsServedFromTheReserveAndTheRestIsAuctioned) {
  Scenario scenario = changing_scenario();
  scenario.new_entrants = NewEntrantsReserve{BasisPoints(1'000), Unclaimed::kAuction};
  for (std::size_t year = 0; year < 3; ++year)
    scenario.free[year] = scenario.cap[year] - share_floor(BasisPoints(1'000), scenario.cap[year]);
  scenario.auctions.rules.lot = scenario.lot;
  allocate(scenario);
  const RunResult result = played(scenario);

  Tonnes given;
  Tonnes caps;
  for (const YearResult& year : result.years) {
    given += year.allocated + year.auctioned;
    caps += year.cap;
  }
  EXPECT_EQ(result.firms.back().allocation[1], Tonnes(13'500));  // 54 of the reserve's 540 in all
  EXPECT_EQ(result.years[0].allocated, Tonnes(162'000));
  EXPECT_EQ(result.years[0].auctioned, Tonnes());
  EXPECT_EQ(given, caps);
  EXPECT_EQ(result.conservation_violations, 0);
}

// Output of which a unit emits a tonne, and is given `per_unit_t`.
Scenario settled_scenario(double per_unit_t, const Settlement& terms) {
  Scenario scenario = small_scenario();
  scenario.allocation = AllocationMethod::kBenchmark;
  scenario.bottom_up = true;
  scenario.cap.assign(3, Tonnes());
  for (FirmGroup& group : scenario.firms) {
    group.volatility = 0.05;
    group.output = BenchmarkRule{group.baseline_t, std::vector<double>(3, per_unit_t)};
  }
  scenario.settlement.assign(3, terms);
  allocate(scenario);
  return scenario;
}

TEST(FreeAllocationInASession, WhatOutputEarnsIsTruedUpToTheTonne) {
  Settlement terms;
  terms.advance = BasisPoints(7'000);
  const Scenario scenario = settled_scenario(0.9, terms);
  const World world = make_world(scenario, 1);
  const RunResult result = played(scenario);

  for (std::size_t firm = 0; firm < result.firms.size(); ++firm) {
    const Plant& plant = world.seats[firm].plant;
    for (std::size_t year = 0; year < 3; ++year) {
      EXPECT_EQ(result.firms[firm].allocation[year], to_tonnes_floor(0.9 * plant.baseline_t[year]));
    }
  }
  for (const YearResult& year : result.years) {
    EXPECT_NE(year.allocated, year.cap);
    EXPECT_EQ(year.shortfall, Tonnes());
    EXPECT_NEAR(*year.price_mean / year.price_benchmark, 1, 0.25) << raw(year.year);
  }
  EXPECT_GT(result.efficiency, 0.85);
  EXPECT_EQ(result.conservation_violations, 0);
}

// What is given by weight does not follow output, though a file may say what that is.
TEST(FreeAllocationInASession, AShareByWeightIsAdvancedAndCompleted) {
  Scenario scenario = settled_scenario(0.9, Settlement{.advance = BasisPoints(7'000)});
  scenario.allocation = AllocationMethod::kEqual;
  scenario.bottom_up = false;
  scenario.cap.assign(3, Tonnes(170'000));
  scenario.free = scenario.cap;
  allocate(scenario);
  const RunResult result = played(scenario);

  for (std::size_t year = 0; year < 3; ++year) {
    for (const FirmResult& firm : result.firms)
      EXPECT_NEAR(to_double(firm.allocation[year]), 170'000 / 6.0, 1);
    EXPECT_EQ(result.years[year].allocated, Tonnes(170'000));
  }
  EXPECT_EQ(result.conservation_violations, 0);
}

// Hears what the first seat is told, and says what it does.
class FirstSeat final : public SeatHolders {
 public:
  explicit FirstSeat(bool sells_all = false) : sells_all_(sells_all) {}

  bool decide(std::size_t seat, const Observation& observation, Decision& decision) override {
    if (seat != 0) return false;
    if (observation.day == 0 && observation.turn == 0) told.push_back(*observation.allocation);
    if (!sells_all_ || !observation.trading) return false;
    const Tonnes lots(observation.allowances_available.raw() / 10 * 10);
    if (lots > Tonnes()) {
      SubmitOrder order;
      order.account = AccountId{1};
      order.order = observation.next_order;
      order.instrument = InstrumentId{1};
      order.side = Side::kSell;
      order.limit = Price(1);
      order.quantity = lots;
      decision.intents.emplace_back(order);
    }
    return true;
  }

  std::vector<AllocationTerms> told;

 private:
  bool sells_all_;
};

TEST(FreeAllocationInASession, TheAdvanceFollowsTheEmissionsOfTheYearBefore) {
  Settlement terms;
  terms.advance = BasisPoints(7'000);
  terms.advance_of = AdvanceBase::kEmissionsBefore;
  const Scenario scenario = settled_scenario(0.9, terms);
  FirstSeat seat;
  const RunResult result = played(scenario, &seat);

  ASSERT_EQ(seat.told.size(), 3U);
  EXPECT_EQ(seat.told[0].advance, Tonnes(23'333));  // of a third of 100,000 t
  for (std::size_t year = 1; year < 3; ++year) {
    EXPECT_EQ(seat.told[year].advance,
              share_floor(BasisPoints(7'000), result.firms[0].emissions[year - 1]));
  }
}

// All of its emissions are advanced, and six tenths must go back; it has sold them.
TEST(FreeAllocationInASession, WhatCannotBeTakenBackIsOwed) {
  Settlement terms;
  terms.advance_of = AdvanceBase::kEmissionsBefore;
  const Scenario scenario = settled_scenario(0.4, terms);
  const RunResult keeping = played(scenario);
  FirstSeat seller(/*sells_all=*/true);
  const RunResult selling = played(scenario, &seller);

  EXPECT_EQ(keeping.years[0].obligation, keeping.years[0].emissions);
  const Tonnes given_too_much = seller.told[0].advance - selling.firms[0].allocation[0];
  const Tonnes owed = selling.years[0].obligation - selling.years[0].emissions;
  EXPECT_GT(given_too_much, Tonnes(15'000));
  EXPECT_GT(owed, Tonnes());
  EXPECT_LE(owed, given_too_much);
  EXPECT_EQ(keeping.conservation_violations, 0);
  EXPECT_EQ(selling.conservation_violations, 0);
}

// They would be given half of what they emit: 80 % is the least, and who is never short is given
// all. Neither can abate much.
TEST(FreeAllocationInASession, AGapIsBoundedByVerifiedEmissions) {
  Settlement terms;
  terms.advance = BasisPoints(5'000);
  terms.most_gap = BasisPoints(2'000);
  Scenario scenario = settled_scenario(0.5, terms);
  scenario.firms[0].curve = AbatementCurve(LinearMac{0, 5e-2}, 100'000);
  scenario.firms[1].never_short = true;
  const RunResult result = played(scenario);

  for (std::size_t firm = 0; firm < result.firms.size(); ++firm) {
    const FirmResult& figures = result.firms[firm];
    const BasisPoints least = figures.group == "dear" ? kFullShare : BasisPoints(8'000);
    for (std::size_t year = 0; year < 3; ++year)
      EXPECT_EQ(figures.allocation[year], share_ceil(least, figures.emissions[year]));
    EXPECT_EQ(figures.abatement[0] == Tonnes(), figures.group == "dear") << figures.name;
  }
  EXPECT_EQ(result.conservation_violations, 0);
}

TEST(FreeAllocationInASession, OrTheObligationIsBoundedInItsPlace) {
  Settlement terms;
  terms.most_gap = BasisPoints(2'000);
  terms.relief = ChinaRelief::kObligationCapped;
  const RunResult result = played(settled_scenario(0.5, terms));

  Tonnes owed;
  for (const FirmResult& firm : result.firms)
    owed += firm.allocation[0] + share_floor(BasisPoints(2'000), firm.emissions[0]);
  EXPECT_EQ(result.years[0].obligation, owed);
  EXPECT_LT(owed, result.years[0].emissions);
}

TEST(FreeAllocationInASession, ASurplusIsBoundedToo) {
  Settlement terms;
  terms.most_gap = terms.most_surplus.emplace(BasisPoints(300));
  const RunResult result = played(settled_scenario(1.5, terms));

  for (const FirmResult& firm : result.firms) {
    const Tonnes emitted = firm.emissions[0];
    EXPECT_EQ(firm.allocation[0], emitted + share_floor(BasisPoints(300), emitted));
  }
}

}  // namespace
}  // namespace tanshi
