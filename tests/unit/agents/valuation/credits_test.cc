// What credits cost those who make them, and are worth to those who use them.
#include <gtest/gtest.h>

#include <vector>

#include "agents/abatement/rounding.h"
#include "agents/valuation/credit_supply.h"
#include "agents/valuation/credit_use.h"
#include "agents/valuation/supply_outlook.h"

namespace tanshi {
namespace {

// Units at 0.01 currency units more each; the first 100 of the first year are at hand.
ProducerBrief producer() {
  return {AbatementCurve(LinearMac{0, 0.01}, 1'000),
          0.5,
          {Tonnes(100), Tonnes(-200)},
          {Tonnes(1'000), Tonnes(1'000)}};
}

TEST(Credits, CostNothingUpToWhatIsReadyAndThenTheCurve) {
  EXPECT_EQ(producer().cost_of(100, 0), 0);
  EXPECT_DOUBLE_EQ(producer().cost_of(300, 0), 2);
  // The second year's quantities are half as large again, and its first 200 units are for the
  // maker.
  EXPECT_DOUBLE_EQ(producer().cost_of(100, 1), 2);
}

TEST(Credits, ArePublishedInStepsThatAddUpToAllThatCanBeMade) {
  const std::vector<SupplyOffer> offers = producer_offers(producer(), 0);
  double sum = 0;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    sum += offers[i].quantity_t;
    if (i == 0) continue;
    EXPECT_GE(offers[i].price, offers[i - 1].price);
  }
  EXPECT_EQ(sum, 1'000);
  EXPECT_EQ(offers.front().price, 0.01);  // nothing is for sale for nothing
  EXPECT_DOUBLE_EQ(offers.back().price, 9);
}

// 100 units at 3, 50 at 4, of half a tonne each.
CreditBook half_tonnes() {
  return {
      "offsets", InstrumentId{2}, BasisPoints(5'000), {BasisPoints(1'000)}, {{{3, 100}, {4, 50}}}};
}

TEST(Credits, MeetTonnesByTheirWorthUpToALimit) {
  EXPECT_EQ(credit_offers(half_tonnes(), 0, 1'000), (std::vector<SupplyOffer>{{6, 50}, {8, 25}}));
  EXPECT_EQ(credit_offers(half_tonnes(), 0, 60), (std::vector<SupplyOffer>{{6, 50}, {8, 10}}));
  EXPECT_TRUE(credit_offers(half_tonnes(), 0, 0).empty());
}

// 900 t of allowances and 100 t of credits are 10 % of credits.
TEST(Credits, HaveAQuotaOfWhatIsOwedInAll) {
  EXPECT_DOUBLE_EQ(expected_quota(half_tonnes(), 0, 900), 100);
}

Observation day(std::int32_t day, Tonnes held) {
  Observation observation;
  observation.day = day;
  observation.allowances_available = held;
  observation.baseline = Tonnes(1'000);
  return observation;
}

TEST(CreditSupply, OffersALotAtItsCostAndMoreWhereThePriceIsHigher) {
  SeatBrief brief;
  brief.tick = Price(1);
  brief.lot = Tonnes(10);
  brief.days_per_year = 50;
  brief.turns_per_day = 1;
  brief.producer = producer();
  const auto valuation = make_credit_supply_valuation(brief);

  const Worth first = valuation->appraise(day(0, Tonnes(600))).sell;  // 400 are sold
  EXPECT_EQ(first.quantity, Tonnes(10));
  EXPECT_EQ(first.limit, Price(310));

  Observation bid = day(0, Tonnes(600));
  bid.bid = Price(10'00);
  bid.bid_quantity = Tonnes(100);
  const Worth more = valuation->appraise(bid).sell;
  EXPECT_EQ(more.quantity, Tonnes(32));  // a part of 32 of what can be made
  EXPECT_EQ(more.limit, Price(332));
  EXPECT_EQ(valuation->appraise(day(0, Tonnes())).sell.quantity, Tonnes());
}

SeatBrief firm_that_may_use(const CreditBook& book) {
  SeatBrief brief;
  brief.tick = Price(1);
  brief.lot = Tonnes(1);
  brief.days_per_year = 10;
  brief.turns_per_day = 1;
  brief.cap = {Tonnes(900)};
  brief.firm.curve = AbatementCurve(LinearMac{0, 1}, 1'000);
  brief.credits = {book};
  return brief;
}

// At 100 it abates 100 t, owes 900 t, and may meet 90 t of them with 180 units.
TEST(CreditUse, BuysUpToTheQuotaAtWhatAnAllowanceCosts) {
  const auto valuation = make_credit_use_valuation(firm_that_may_use(half_tonnes()), 0);
  valuation->see_allowance(Price(100'00));

  // All that is made for less leaves the quota unfilled: each is worth half an allowance.
  const Worth buy = valuation->appraise(day(0, Tonnes(20))).buy;
  EXPECT_EQ(buy.limit, Price(50'00));
  EXPECT_EQ(buy.quantity, Tonnes(40));  // a quarter of the gap of 160
  EXPECT_EQ(valuation->appraise(day(9, Tonnes(20))).buy.quantity, Tonnes(160));
  EXPECT_EQ(valuation->appraise(day(0, Tonnes(180))).buy.quantity, Tonnes());
}

TEST(CreditUse, BeginsWithWhatTheLastUnitOfTheQuotaCostsWhereThatIsLess) {
  CreditBook plenty = half_tonnes();
  plenty.offers = {{{3, 100}, {4, 500}}};
  const auto valuation = make_credit_use_valuation(firm_that_may_use(plenty), 0);
  valuation->see_allowance(Price(100'00));

  EXPECT_EQ(valuation->appraise(day(0, Tonnes())).buy.limit, Price(4'00));
  EXPECT_EQ(valuation->appraise(day(5, Tonnes())).buy.limit, Price(15'50));  // 4 + 46 / 4
}

TEST(CreditUse, SellsWhatItHoldsBeyondItsLastQuota) {
  const auto valuation = make_credit_use_valuation(firm_that_may_use(half_tonnes()), 0);
  valuation->see_allowance(Price(100'00));
  const Appraisal appraisal = valuation->appraise(day(9, Tonnes(200)));
  EXPECT_EQ(appraisal.buy.quantity, Tonnes());
  EXPECT_EQ(appraisal.sell.quantity, Tonnes(20));
  EXPECT_EQ(appraisal.sell.limit, Price(1));
}

TEST(Borrowing, IsLimitedToAShareOfWhatTheNextYearGives) {
  SeatBrief brief;
  brief.borrowing = BasisPoints(1'000);
  brief.supply = {{100, {}}, {80, {{5, 1'000}}}};
  EXPECT_DOUBLE_EQ(borrowing_limit(brief, 0), 8);
  EXPECT_EQ(borrowing_limit(brief, 1), 0);  // no year comes after
}

}  // namespace
}  // namespace tanshi
