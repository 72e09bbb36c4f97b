// What a firm buys and sells forward, and how a position counts when its year has come.
#include "agents/valuation/forward_hedge.h"

#include <gtest/gtest.h>

#include "agents/valuation/abatement_banking.h"

namespace tanshi {
namespace {

// Abates 10 t for each 1 of price. Of the second year it expects to emit 1,100 t without.
SeatBrief firm(std::int64_t allocation_t) {
  SeatBrief brief;
  brief.tick = Price(1);
  brief.lot = Tonnes(1);
  brief.max_price = Price(1'000'00);
  brief.penalty = Price(100'00);
  brief.first_year = Year{2025};
  brief.years = 2;
  brief.days_per_year = 10;
  brief.turns_per_day = 1;
  brief.cap = {Tonnes(10'000), Tonnes(10'000)};
  brief.supply = {{10'000, {}}, {10'000, {}}};
  brief.emitter = true;
  brief.firm.curve = AbatementCurve(LinearMac{0, 0.1}, 1'000);
  brief.firm.baseline_t = 1'000;
  brief.firm.growth = 0.1;
  brief.firm.discount_rate = 0.1;
  brief.firm.allocation = {Tonnes(allocation_t), Tonnes(allocation_t)};
  brief.firm.believed_market_baseline_t = 11'000;
  brief.firm.believed_market_curve = AggregateCurve({brief.firm.curve.scaled(11)});
  brief.forwards = ForwardPlan{.hedge_share = BasisPoints(5'000)};
  return brief;
}

constexpr Year kDelivery{2026};

BookView forward_with(std::int64_t position_t) {
  BookView forward;
  forward.position = Tonnes(position_t);
  forward.delivery = kDelivery;
  return forward;
}

Observation last_day_with(const BookView& forward) {
  Observation observation;
  observation.year = Year{2025};
  observation.day = 9;
  observation.books = {&forward, 1};
  return observation;
}

// At 20 now it expects 22, abates 220 t, and lacks 1,100 - 220 - 280 = 600 t.
TEST(ForwardHedge, BuysItsShareOfWhatItWillLack) {
  const auto hedge = make_forward_hedge_valuation(firm(280), kDelivery);
  hedge->see_allowance(Price(20'00));
  BookView forward = forward_with(100);

  const Worth buy = hedge->appraise(last_day_with(forward)).buy;
  EXPECT_EQ(buy.quantity, Tonnes(200));
  EXPECT_EQ(buy.limit, Price(22'00));
  forward.position = Tonnes(300);
  EXPECT_EQ(hedge->appraise(last_day_with(forward)).buy.quantity, Tonnes());
  forward.position = Tonnes(310);  // too much
  EXPECT_EQ(hedge->appraise(last_day_with(forward)).sell.quantity, Tonnes(10));
}

// It has 1,100 - 220 - 1,080 = -200 t, so 200 t to spare.
TEST(ForwardHedge, SellsItsShareOfWhatItWillHaveToSpare) {
  const auto hedge = make_forward_hedge_valuation(firm(1'080), kDelivery);
  hedge->see_allowance(Price(20'00));
  const BookView forward = forward_with(-40);

  const Appraisal appraisal = hedge->appraise(last_day_with(forward));
  EXPECT_EQ(appraisal.buy.quantity, Tonnes());
  EXPECT_EQ(appraisal.sell.quantity, Tonnes(60));
  EXPECT_EQ(appraisal.sell.limit, Price(22'00));
}

TEST(ForwardHedge, ExpectsNothingOfAPlantThatWillHaveClosed) {
  SeatBrief brief = firm(0);
  brief.firm.running = RunningYears{Year{2025}, Year{2025}};
  const auto hedge = make_forward_hedge_valuation(brief, kDelivery);
  hedge->see_allowance(Price(20'00));
  const BookView forward = forward_with(0);
  EXPECT_EQ(hedge->appraise(last_day_with(forward)).buy.quantity, Tonnes());
}

TEST(ForwardHedge, LeavesThePositionAsItIsInTheYearOfDelivery) {
  const auto hedge = make_forward_hedge_valuation(firm(280), kDelivery);
  hedge->see_allowance(Price(20'00));
  const BookView forward = forward_with(0);
  Observation observation = last_day_with(forward);
  observation.year = kDelivery;
  EXPECT_EQ(hedge->appraise(observation).buy.quantity, Tonnes());
}

// What comes at the year's end need not be bought, and what goes must be.
TEST(ForwardHedge, CountsAsHeldOrGoneInTheYearOfDelivery) {
  const auto wanted = [](std::int64_t position_t, std::int64_t held_t, Year year) {
    const auto valuation = make_abatement_banking_valuation(firm(1'000));
    const BookView forward = forward_with(position_t);
    Observation observation = last_day_with(forward);
    observation.year = year;
    const Tonnes emissions[] = {Tonnes(10'000)};
    const Price prices[] = {Price(20'00)};
    observation.emissions = emissions;
    observation.year_prices = prices;
    observation.circulation = Tonnes(10'000);
    observation.baseline = Tonnes(1'000);
    observation.allowances_available = Tonnes(held_t);
    const Appraisal appraisal = valuation->appraise(observation);
    return appraisal.buy.quantity - appraisal.sell.quantity;
  };
  const Tonnes alone = wanted(0, 500, kDelivery);
  EXPECT_GT(alone, Tonnes());
  EXPECT_EQ(wanted(100, 400, kDelivery), alone);
  EXPECT_EQ(wanted(-100, 600, kDelivery), alone);
  EXPECT_NE(wanted(100, 500, kDelivery), alone);
}

}  // namespace
}  // namespace tanshi
