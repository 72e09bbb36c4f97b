// A group that must consign its free allocation: the auctions sell it, the group is paid, and no
// tonne is made or lost.
#include <gtest/gtest.h>

#include <numeric>
#include <variant>
#include <vector>

#include "scenarios/runner/outcome.h"
#include "scenarios/runner/regulator.h"
#include "scenarios/runner/runner.h"
#include "scenarios/runner/session.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

bool keep_going(const SessionPosition&) {
  return true;
}

// Of 100,000 t given free each year, half goes to the firms of the second group, and 60 % of that
// must be consigned: 30,000 t a year beside the 80, 70 and 60 kt that are auctioned.
Scenario consigning_scenario() {
  Scenario scenario = small_scenario();
  for (Tonnes& free : scenario.free) free = Tonnes(100'000);
  for (AuctionYear& year : scenario.auctions.years) year.reserve_price = Price(1);
  scenario.auctions.per_year = 2;
  scenario.auctions.rules.lot = Tonnes(10);
  scenario.firms[1].count = 2;
  scenario.firms[1].consign_share = BasisPoints(6'000);
  return scenario;
}

Tonnes sum_of(const std::vector<Tonnes>& all) {
  return std::accumulate(all.begin(), all.end(), Tonnes());
}

TEST(Consignment, IsForSaleInsteadOfGiven) {
  const World world = make_world(consigning_scenario(), 1);

  Tonnes consigned;
  Tonnes given;
  for (const SeatPlan& seat : world.seats) {
    if (!seat.consigned.empty()) consigned += seat.consigned[0];
    if (seat.brief.emitter) given += seat.brief.firm.allocation[0];
  }
  EXPECT_EQ(consigned, Tonnes(30'000));
  EXPECT_EQ(given, Tonnes(70'000));
  for (const SeatPlan& seat : world.seats) {
    EXPECT_EQ(seat.brief.supply[0].certain_t, 70'000);
    EXPECT_EQ(seat.brief.supply[0].offers.front().quantity_t, 80'000 + 30'000);
  }
}

TEST(Consignment, TheRegulatorGivesEachAuctionsPartAndConsignsItAtOnce) {
  const Scenario scenario = consigning_scenario();
  Regulator regulator(scenario, InstrumentId{1}, AccountId{9}, RandomStream(1, 0, 5),
                      {{AccountId{4}, {Tonnes(10'001), Tonnes(), Tonnes()}}});
  regulator.begin_year(0, Tonnes());
  EXPECT_EQ(regulator.to_auction()[0].quantity_t, 90'001);

  const std::vector<Action> actions = regulator.open_day(2);

  ASSERT_EQ(actions.size(), 3U);
  EXPECT_EQ(std::get<AnnounceAuction>(actions[0]).supply, Tonnes(40'000));
  EXPECT_EQ(std::get<IssueAllowances>(actions[1]).quantity, Tonnes(5'000));
  EXPECT_EQ(std::get<ConsignAllowances>(actions[2]).account, AccountId{4});
  EXPECT_EQ(std::get<ConsignAllowances>(actions[2]).quantity, Tonnes(5'000));
  EXPECT_EQ(regulator.notice()->supply, Tonnes(45'000));
}

TEST(Consignment, WhoConsignsIsPaidAndTheCapsAreWhatTheyWere) {
  Scenario scenario = consigning_scenario();
  const auto with = run_locally(scenario, 1, keep_going);
  scenario.firms[1].consign_share = BasisPoints();
  const auto without = run_locally(scenario, 1, keep_going);

  Tonnes supplied;
  for (std::size_t year = 0; year < 3; ++year) {
    EXPECT_EQ(with->years[year].auctioned, without->years[year].auctioned + Tonnes(30'000));
    EXPECT_EQ(with->years[year].allocated, Tonnes(70'000));
    supplied += with->years[year].auctioned + with->years[year].allocated;
  }
  EXPECT_EQ(supplied, sum_of(scenario.cap));
  EXPECT_EQ(with->conservation_violations, 0);
  // What the group pays in auctions less what it is paid for its 90,000 t: it needs no more of them
  // than before.
  Cash paid_with;
  Cash paid_without;
  Tonnes allocated;
  for (std::size_t i = 3; i < 5; ++i) {
    paid_with += with->firms[i].auction_cash;
    paid_without += without->firms[i].auction_cash;
    allocated += sum_of(with->firms[i].allocation);
  }
  EXPECT_EQ(allocated, Tonnes(150'000));
  EXPECT_LT(paid_with.raw(), paid_without.raw() + paid_without.raw() / 2);
  for (std::size_t year = 0; year < 3; ++year) {
    const double ratio =
        with->years[year].price_mean.value() / without->years[year].price_mean.value();
    EXPECT_NEAR(ratio, 1, 0.05) << year;  // who gets allowances first moves no price
  }
}

TEST(Consignment, WithoutAuctionsEverythingIsGiven) {
  Scenario scenario = consigning_scenario();
  scenario.free = scenario.cap;
  const auto with = run_locally(scenario, 1, keep_going);
  scenario.firms[1].consign_share = BasisPoints();

  EXPECT_EQ(with->events_hash, run_locally(scenario, 1, keep_going)->events_hash);
}

}  // namespace
}  // namespace tanshi
