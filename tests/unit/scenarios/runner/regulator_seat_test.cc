// Sessions in which the price moves too far: what the rule does by default, and what who holds the
// regulator's seat does instead.
#include "scenarios/runner/regulator_seat.h"

#include <gtest/gtest.h>

#include <functional>
#include <numeric>
#include <optional>
#include <vector>

#include "scenarios/runner/outcome.h"
#include "scenarios/runner/runner.h"
#include "scenarios/runner/session.h"
#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

bool keep_going(const SessionPosition&) {
  return true;
}

// 80, 70 and 60 kt are auctioned, in four auctions a year. Prices were 0.10 for years, so that any
// price meets the rule once its months have been traded.
Scenario dear_scenario() {
  Scenario scenario = small_scenario();
  scenario.horizon.days_per_year = 24;
  for (Tonnes& free : scenario.free) free = Tonnes(100'000);
  for (AuctionYear& year : scenario.auctions.years) year.reserve_price = Price(1);
  scenario.auctions.rules.lot = Tonnes(10);
  scenario.auctions.unsold.fate = UnsoldFate::kNextAuction;
  scenario.price_response.rule = UkPriceRule{.most_share = BasisPoints(2'500)};
  scenario.price_response.months_before.assign(36, Price(10));
  return scenario;
}

// Answers the regulator's wakes alone.
class Holder final : public SeatHolders {
 public:
  using Answer = std::function<bool(const Observation&, Decision&)>;
  Holder(std::size_t seat, Answer answer) : seat_(seat), answer_(std::move(answer)) {}

  bool decide(std::size_t seat, const Observation& observation, Decision& decision) override {
    if (seat != seat_) return false;
    measures.push_back(observation.measure.value());
    return answer_(observation, decision);
  }

  std::vector<PriceMeasure> measures;

 private:
  std::size_t seat_;
  Answer answer_;
};

struct Played {
  std::vector<YearResult> years;
  std::vector<AuctionResult> auctions;
  std::uint64_t hash = 0;
  std::int64_t violations = 0;
};

Played play(const Scenario& scenario, Holder* holder) {
  const World world = make_world(scenario, 1);
  LocalVenue venue;
  Session session(scenario, world, 1, venue, holder);
  EXPECT_TRUE(session.run(keep_going));
  Played played{session.recorder().years(), session.recorder().auctions(), 0,
                session.recorder().conservation_violations()};
  venue.look([&](const Market& market) { played.hash = market.events_hash(); });
  return played;
}

Tonnes auctioned(const Played& played) {
  return std::accumulate(played.years.begin(), played.years.end(), Tonnes(),
                         [](Tonnes sum, const YearResult& year) { return sum + year.auctioned; });
}

TEST(TheRegulatorsSeat, WithoutOneTheRuleActsByItsDefault) {
  const Played played = play(dear_scenario(), nullptr);

  // A quarter of the 70 kt of 2026, and of the 60 kt of 2027; there is no 2028.
  EXPECT_EQ(played.years[0].released, Tonnes(17'500));
  EXPECT_EQ(played.years[1].withheld, Tonnes(17'500));
  EXPECT_EQ(played.years[1].released, Tonnes(15'000));
  EXPECT_EQ(played.years[2].withheld, Tonnes(15'000));
  EXPECT_EQ(played.years[2].released, Tonnes());
  EXPECT_EQ(played.years[0].auctioned, Tonnes(97'500));
  EXPECT_EQ(auctioned(played), Tonnes(210'000));  // the caps, all the same
  EXPECT_EQ(played.violations, 0);
}

// Tonnes that come a year sooner and are banked for it move no price.
TEST(TheRegulatorsSeat, FirmsReckonWithWhatTheNextYearWillLack) {
  Scenario scenario = dear_scenario();
  const Played moved = play(scenario, nullptr);
  scenario.price_response.default_share = BasisPoints();
  const Played unmoved = play(scenario, nullptr);

  for (std::size_t year = 0; year < 2; ++year) {
    const double ratio =
        moved.years[year].price_mean.value() / unmoved.years[year].price_mean.value();
    EXPECT_NEAR(ratio, 1, 0.03) << year;
  }
  EXPECT_GT(moved.years[0].banked, unmoved.years[0].banked);
}

TEST(TheRegulatorsSeat, IsWokenWithWhatTheRuleSaysAndDecides) {
  Scenario scenario = dear_scenario();
  scenario.price_response.discretion = Discretion::kSeat;
  const World world = make_world(scenario, 1);
  ASSERT_TRUE(world.regulator);
  EXPECT_EQ(world.regulator->account, world.treasury);
  Holder holder(world.seats.size(), [](const Observation& observation, Decision& decision) {
    EXPECT_TRUE(observation.trading);
    EXPECT_GT(observation.to_auction.front().quantity_t, 0);
    decision.release = observation.year == Year{2025} ? Tonnes(1'000) : Tonnes();
    return true;
  });

  const Played played = play(scenario, &holder);

  ASSERT_FALSE(holder.measures.empty());
  EXPECT_EQ(holder.measures.front().trigger, Price(30));
  EXPECT_GT(holder.measures.front().price, Price(30));
  EXPECT_EQ(holder.measures.front().most, Tonnes(17'500));
  EXPECT_EQ(holder.measures.front().by_default, Tonnes(17'500));
  // Six months of 2025 end before July; it is asked again until the last auction has been held.
  EXPECT_EQ(holder.measures[1].most, Tonnes(16'500));
  EXPECT_EQ(played.years[1].withheld, played.years[0].released);
  EXPECT_EQ(played.years[1].released, Tonnes());
  EXPECT_EQ(auctioned(played), Tonnes(210'000));
  EXPECT_EQ(played.violations, 0);
}

TEST(TheRegulatorsSeat, UnansweredTheDefaultHolds) {
  Scenario scenario = dear_scenario();
  const Played automatic = play(scenario, nullptr);
  scenario.price_response.discretion = Discretion::kSeat;
  Holder silent(make_world(scenario, 1).seats.size(),
                [](const Observation&, Decision&) { return false; });
  Holder wordless(make_world(scenario, 1).seats.size(),
                  [](const Observation&, Decision&) { return true; });

  EXPECT_EQ(play(scenario, nullptr).hash, automatic.hash);
  EXPECT_EQ(play(scenario, &silent).hash, automatic.hash);
  EXPECT_EQ(play(scenario, &wordless).hash, automatic.hash);
}

TEST(TheRegulatorsSeat, ARuleThatIsNeverMetChangesNothing) {
  Scenario scenario = dear_scenario();
  scenario.price_response.months_before.assign(36, Price(90'000));
  const Played never = play(scenario, nullptr);
  scenario.price_response = PriceResponse();

  EXPECT_EQ(play(scenario, nullptr).hash, never.hash);
}

// Half of the reserve, then half of what is left; and no more before a year is over.
TEST(TheRegulatorsSeat, AReserveGivesUpWhatIsReleased) {
  Scenario scenario = dear_scenario();
  scenario.price_response.rule = KoreaPriceRule{.triggers = {}, .most_share = BasisPoints(5'000)};
  scenario.price_response.pause_months = 12;
  scenario.reserve.holdings = Tonnes(20'000);

  const Played played = play(scenario, nullptr);

  EXPECT_EQ(played.years[0].released, Tonnes(10'000));
  EXPECT_EQ(played.years[0].reserve, Tonnes(10'000));
  EXPECT_EQ(auctioned(played), Tonnes(210'000 + 20'000) - played.years[2].reserve);
  EXPECT_EQ(played.violations, 0);
}

// Bids are below a price that nobody was told.
TEST(TheRegulatorsSeat, ANewZealandAuctionDeclines) {
  Scenario scenario = dear_scenario();
  scenario.price_response = PriceResponse();
  scenario.auctions.rules.shortfall = ShortfallRule::kDeclineIfBidsBelow;
  scenario.auctions.confidential_share = BasisPoints(10'000);

  const Played played = play(scenario, nullptr);

  EXPECT_TRUE(std::ranges::any_of(played.auctions, [](const AuctionResult& auction) {
    return auction.status == AuctionStatus::kDeclined && auction.bid > Tonnes();
  }));
}

// Never below the means of the closes before it.
TEST(TheRegulatorsSeat, AuctionsMayFollowTheMarket) {
  Scenario scenario = dear_scenario();
  scenario.price_response = PriceResponse();
  scenario.auctions.floor = AuctionFloor::kRecentMeans;

  const Played played = play(scenario, nullptr);

  ASSERT_EQ(played.auctions.size(), 12U);
  for (std::size_t i = 1; i < 12; ++i) EXPECT_GT(played.auctions[i].reserve_price, Price(100));
}

}  // namespace
}  // namespace tanshi
