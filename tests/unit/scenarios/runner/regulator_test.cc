// What the regulator commands: a year's auctions on their days, with what is left of their tiers.
#include "scenarios/runner/regulator.h"

#include <gtest/gtest.h>

#include <optional>
#include <variant>
#include <vector>

#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

// 180,000 t of the first year, of which 100,000 are free: two auctions of 40,000 t on days 2 and 7
// of 10, with a tier of 5,000 t in the year.
Scenario auction_scenario() {
  Scenario scenario = small_scenario();
  for (Tonnes& free : scenario.free) free = Tonnes(100'000);
  scenario.auctions.per_year = 2;
  for (AuctionYear& year : scenario.auctions.years) {
    year.reserve_price = Price(1'000);
    year.tiers = {{SupplyClass::kReserve, Price(3'000), Tonnes(5'000)}};
  }
  scenario.auctions.rules.lot = Tonnes(10);
  scenario.auctions.rules.purchase_limit.share_bps = 2'500;
  return scenario;
}

class TheRegulator : public testing::Test {
 protected:
  // With the scenario as it then is.
  void begin_year(Tonnes circulation = Tonnes()) {
    regulator_.emplace(scenario_, InstrumentId{1}, AccountId{9}, RandomStream(1, 0, 5));
    regulator_->begin_year(0, circulation);
  }

  // Closes the open auction with so much of the tier sold, and so much of the base left.
  void clear(Tonnes tier_sold, Tonnes unsold) {
    const AuctionId auction = regulator_->notice()->auction;
    SupplySold tier;
    tier.auction = auction;
    tier.supply_class = SupplyClass::kReserve;
    tier.trigger = Price(3'000);
    tier.sold = tier_sold;
    SupplySold base;
    base.auction = auction;
    base.supply_class = SupplyClass::kBase;
    base.unsold = unsold;
    AuctionCleared cleared;
    cleared.auction = auction;
    cleared.status = AuctionStatus::kHeld;
    const std::vector<Event> events = {base, tier, cleared};
    regulator_->see(events);
  }

  Scenario scenario_ = auction_scenario();
  std::optional<Regulator> regulator_;
};

TEST_F(TheRegulator, AnnouncesAnAuctionOnItsDayWithItsTier) {
  begin_year();
  EXPECT_TRUE(regulator_->open_day(0).empty());
  EXPECT_TRUE(regulator_->close_day().empty());

  const std::vector<Action> actions = regulator_->open_day(2);

  ASSERT_EQ(actions.size(), 2U);
  const auto& announced = std::get<AnnounceAuction>(actions[0]);
  EXPECT_EQ(announced.supply, Tonnes(40'000));
  EXPECT_EQ(announced.vintage, Year{2025});
  EXPECT_EQ(announced.seller, AccountId{9});
  EXPECT_EQ(announced.reserve_price, Price(1'000));
  EXPECT_EQ(announced.purchase_limit, Tonnes(10'000));
  EXPECT_EQ(announced.bid_limit, Tonnes());
  EXPECT_EQ(std::get<AddSupplyTier>(actions[1]).quantity, Tonnes(5'000));
  EXPECT_EQ(regulator_->notice()->supply, Tonnes(40'000));
}

TEST_F(TheRegulator, OffersWhatIsLeftOfTheYearsTier) {
  begin_year();
  (void)regulator_->open_day(2);
  EXPECT_EQ(regulator_->close_day().size(), 1U);
  clear(Tonnes(3'000), Tonnes());
  EXPECT_FALSE(regulator_->notice());

  const std::vector<SupplyOffer> left(regulator_->to_auction().begin(),
                                      regulator_->to_auction().end());
  EXPECT_EQ(left, (std::vector<SupplyOffer>{{10, 40'000}, {30, 2'000}}));
  EXPECT_EQ(std::get<AddSupplyTier>(regulator_->open_day(7)[1]).quantity, Tonnes(2'000));
}

TEST_F(TheRegulator, UnsoldAllowancesGoToTheNextAuctionOfTheYearIfTheRuleSaysSo) {
  scenario_.auctions.unsold.fate = UnsoldFate::kNextAuction;
  begin_year();
  (void)regulator_->open_day(2);
  clear(Tonnes(), Tonnes(15'000));

  EXPECT_EQ(std::get<AnnounceAuction>(regulator_->open_day(7)[0]).supply, Tonnes(55'000));
}

TEST_F(TheRegulator, AnAuctionThatWasCancelledOrNeverOpenedHasSoldNothing) {
  scenario_.auctions.unsold.fate = UnsoldFate::kNextAuction;
  begin_year();
  (void)regulator_->open_day(2);
  const std::vector<Event> cancelled = {AuctionCancelled{regulator_->notice()->auction}};
  regulator_->see(cancelled);

  EXPECT_FALSE(regulator_->notice());
  EXPECT_TRUE(regulator_->close_day().empty());
  EXPECT_EQ(std::get<AnnounceAuction>(regulator_->open_day(7)[0]).supply, Tonnes(80'000));

  (void)regulator_->close_day();  // refused: nothing is heard of it
  regulator_->begin_year(1, Tonnes());
  EXPECT_FALSE(regulator_->notice());
  EXPECT_EQ(std::get<AnnounceAuction>(regulator_->open_day(2)[0]).supply, Tonnes(35'000));
}

TEST_F(TheRegulator, NumbersItsAuctionsAboveThoseOfOthers) {
  begin_year();
  AuctionAnnounced foreign;
  foreign.auction = AuctionId{70};
  const std::vector<Event> events = {foreign};
  regulator_->see(events);

  EXPECT_EQ(std::get<AnnounceAuction>(regulator_->open_day(2)[0]).auction, AuctionId{71});
}

// Of 80,000 t that the law has for auctions, half of the 30,000 above the band are withheld.
TEST_F(TheRegulator, AuctionsLessWhereTheReserveTakesIn) {
  QuantityCollar collar;
  collar.bank_most = Tonnes(20'000);
  collar.withheld_share = BasisPoints(5'000);
  scenario_.adjustment = collar;

  begin_year(Tonnes(50'000));

  EXPECT_EQ(regulator_->adjustment().withheld, Tonnes(15'000));
  EXPECT_EQ(regulator_->reserve().holdings, Tonnes(15'000));
  EXPECT_EQ(regulator_->to_auction()[0].quantity_t, 65'000);
}

TEST_F(TheRegulator, ATierThatIsWithheldBelowItsTriggerIsAPartOfTheOffer) {
  for (AuctionYear& year : scenario_.auctions.years)
    year.tiers = {{SupplyClass::kWithheld, Price(2'000), Tonnes(10'000)}};
  begin_year();

  const std::vector<Action> actions = regulator_->open_day(2);

  EXPECT_EQ(std::get<AnnounceAuction>(actions[0]).supply, Tonnes(30'000));
  EXPECT_EQ(std::get<AddSupplyTier>(actions[1]).quantity, Tonnes(10'000));
  const std::vector<SupplyOffer> left(regulator_->to_auction().begin(),
                                      regulator_->to_auction().end());
  EXPECT_EQ(left, (std::vector<SupplyOffer>{{10, 70'000}, {20, 10'000}}));
}

// 40,000 t of the 70,000 of 2026: half on each of the two days that are left, and as much less
// then.
TEST_F(TheRegulator, BringsAuctionsForwardFromTheNextYear) {
  scenario_.price_response.rule = UkPriceRule{.most_share = BasisPoints(10'000)};
  begin_year();

  regulator_->take({.price = {}, .trigger = {}, .most = Tonnes(40'001), .by_default = {}},
                   Tonnes(40'001), Price());

  EXPECT_EQ(regulator_->adjustment().released, Tonnes(40'001));
  EXPECT_EQ(regulator_->reserve().brought_forward, Tonnes(40'001));
  EXPECT_EQ(regulator_->to_auction()[0].quantity_t, 120'001);
  EXPECT_EQ(std::get<AnnounceAuction>(regulator_->open_day(2)[0]).supply, Tonnes(60'000));
  clear(Tonnes(), Tonnes());
  EXPECT_EQ(std::get<AnnounceAuction>(regulator_->open_day(7)[0]).supply, Tonnes(60'001));
  clear(Tonnes(), Tonnes());

  regulator_->begin_year(1, Tonnes());
  EXPECT_EQ(regulator_->to_auction()[0].quantity_t, 70'000 - 40'001);
  EXPECT_EQ(regulator_->adjustment().withheld, Tonnes(40'001));
  EXPECT_EQ(regulator_->reserve().brought_forward, Tonnes());
}

TEST_F(TheRegulator, ReleasesFromTheReserveNoMoreThanItMay) {
  scenario_.price_response.rule = KoreaPriceRule{.triggers = {}, .most_share = BasisPoints(5'000)};
  scenario_.reserve.holdings = Tonnes(30'000);
  begin_year();

  regulator_->take({.price = {}, .trigger = {}, .most = Tonnes(15'000), .by_default = {}},
                   Tonnes(99'000), Price());

  EXPECT_EQ(regulator_->reserve().holdings, Tonnes(15'000));
  EXPECT_EQ(regulator_->to_auction()[0].quantity_t, 95'000);
}

TEST_F(TheRegulator, WhatIsReleasedAfterTheLastAuctionWaitsForTheNextYear) {
  scenario_.price_response.rule = EuPriceRule();
  scenario_.reserve.holdings = Tonnes(30'000);
  begin_year();
  for (const std::int32_t day : {2, 7}) {
    (void)regulator_->open_day(day);
    clear(Tonnes(), Tonnes());
  }

  regulator_->take({.price = {}, .trigger = {}, .most = Tonnes(30'000), .by_default = {}},
                   Tonnes(30'000), Price());

  EXPECT_TRUE(regulator_->to_auction().empty());
  regulator_->begin_year(1, Tonnes());
  EXPECT_EQ(regulator_->to_auction()[0].quantity_t, 70'000 + 30'000);
}

TEST_F(TheRegulator, AFloorHoldsInAuctionsUntilClosesLiftIt) {
  scenario_.tick = Price(50);
  scenario_.price_response.rule = KoreaPriceRule{.triggers = {}, .most_share = {}};
  begin_year();
  const PriceMeasure measure{
      .price = {}, .trigger = {}, .most = {}, .by_default = {}, .floor = Price(3'500)};

  regulator_->take(measure, Tonnes(), Price(3'510));

  // Tiers are never offered below it.
  const std::vector<Action> actions = regulator_->open_day(2);
  EXPECT_EQ(std::get<AnnounceAuction>(actions[0]).reserve_price, Price(3'550));
  EXPECT_EQ(std::get<AddSupplyTier>(actions[1]).trigger, Price(3'550));
  clear(Tonnes(), Tonnes());
  for (std::int32_t day = 2; day < 7; ++day) regulator_->end_day(day, Price(3'861), Tonnes());
  EXPECT_EQ(std::get<AnnounceAuction>(regulator_->open_day(7)[0]).reserve_price, Price(1'000));
}

TEST_F(TheRegulator, KeepsAReservePriceToItselfWhereTheScenarioSaysSo) {
  scenario_.tick = Price(50);
  scenario_.auctions.confidential_share = BasisPoints(9'000);
  begin_year();
  EXPECT_EQ(std::get<AnnounceAuction>(regulator_->open_day(2)[0]).confidential_reserve_price,
            Price());
  clear(Tonnes(), Tonnes());

  // 90 % of 20.30, on the tick; no higher than the tier's 30.00.
  regulator_->end_day(2, Price(2'030), Tonnes());
  const auto announced = std::get<AnnounceAuction>(regulator_->open_day(7)[0]);
  EXPECT_EQ(announced.confidential_reserve_price, Price(1'800));
  EXPECT_EQ(announced.reserve_price, Price(1'000));
  EXPECT_EQ(regulator_->notice()->reserve_price, Price(1'000));
}

}  // namespace
}  // namespace tanshi
