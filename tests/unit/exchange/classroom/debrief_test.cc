// Each mistake where it was made and where it was not, and what a seat's years cost, against
// figures worked out by hand.
#include "exchange/classroom/debrief.h"

#include <gtest/gtest.h>

#include <optional>

namespace tanshi {
namespace {

// Two years of eight days; the MAC of q tonnes is q / 100 currency units. At the mean price of
// 20.00 it pays to abate 2,000 t, and that is what was abated.
class Debriefed : public testing::Test {
 protected:
  Debriefed() {
    brief.seat = "ada";
    brief.first_year = Year{2026};
    brief.years = 2;
    brief.days_per_year = 8;
    brief.penalty = Price(100'00);
    brief.emitter = true;
    brief.firm.curve = AbatementCurve(LinearMac{.intercept = 0, .slope = 0.01}, 10'000);
    for (int year = 0; year < 2; ++year) {
      SeatYearFigures& figures = past.years.emplace_back();
      figures.account.settled = true;
      figures.account.issued = Tonnes(8'000);
      figures.baseline = Tonnes(10'000);
      abate(past.years.size() - 1, 2'000);
      past.mean_prices.push_back(Price(20'00));
      for (std::int32_t day = 0; day < 8; ++day) {
        past.closes[{past.years.size() - 1, day}] = Price(20'00);
      }
    }
  }

  void abate(std::size_t year, std::int64_t tonnes) {
    past.years[year].abated = Tonnes(tonnes);
    past.years[year].abatement_cost = Cash(tonnes * tonnes / 2);  // q^2 / 200, in cents
  }
  void plan(std::int64_t tonnes, std::int32_t day = 0, std::int64_t after_event = 0,
            std::size_t year = 0) {
    past.plans.push_back(
        {.year = year, .day = day, .after_event = after_event, .abatement = Tonnes(tonnes)});
  }
  // 100 t in the first year, on its second day, as the fifth event.
  void trade(Side side, std::int64_t cents, std::int32_t rested = 0) {
    past.account.fills.push_back({.year = 0,
                                  .day = 1,
                                  .side = side,
                                  .price = Price(cents),
                                  .quantity = Tonnes(100),
                                  .held = Tonnes(9'000),
                                  .event = 5,
                                  .rested = rested});
  }
  std::optional<v1::Mistake> find(v1::MistakeKind kind) {
    for (const v1::Mistake& one : mistakes(brief, past)) {
      if (one.kind() == kind) return one;
    }
    return std::nullopt;
  }

  SeatBrief brief;
  SeatPast past;
};

TEST_F(Debriefed, WhoDidWellMadeNoMistake) {
  plan(2'000);
  trade(Side::kBuy, 20'00);
  trade(Side::kSell, 20'00);
  EXPECT_TRUE(mistakes(brief, past).empty());
}

TEST_F(Debriefed, BuyingAboveTheOwnMarginalCost) {
  plan(1'000);
  trade(Side::kBuy, 25'00);

  const auto found = find(v1::MISTAKE_KIND_BOUGHT_ABOVE_MAC);

  // What was bought was worth the next year's 20.00, more than the 10.00 of the plan.
  ASSERT_TRUE(found);
  EXPECT_EQ(found->year(), 2026);
  EXPECT_EQ(found->day(), 1);
  EXPECT_EQ(found->quantity_t(), 100);
  EXPECT_EQ(found->price_cents_per_tonne(), 25'00);
  EXPECT_EQ(found->better_cents_per_tonne(), 20'00);
  EXPECT_EQ(found->cost_cents(), 500'00);
  EXPECT_EQ(found->event_number(), 5);

  brief.banking = false;
  EXPECT_EQ(find(v1::MISTAKE_KIND_BOUGHT_ABOVE_MAC)->better_cents_per_tonne(), 10'00);
  brief.banking = true;
  past.mean_prices[1] = Price(26'00);
  EXPECT_FALSE(find(v1::MISTAKE_KIND_BOUGHT_ABOVE_MAC));
}

// 9,000 t were held after the trade, so 1,100 t had to be abated before it.
TEST_F(Debriefed, WithoutAPlanTheBalancingAbatementCounts) {
  brief.banking = false;
  trade(Side::kBuy, 12'00);
  EXPECT_EQ(find(v1::MISTAKE_KIND_BOUGHT_ABOVE_MAC)->better_cents_per_tonne(), 11'00);
}

TEST_F(Debriefed, SellingBelowTheOwnMarginalCost) {
  plan(2'000);
  trade(Side::kSell, 15'00);

  const auto found = find(v1::MISTAKE_KIND_SOLD_BELOW_MAC);

  ASSERT_TRUE(found);
  EXPECT_EQ(found->better_cents_per_tonne(), 20'00);
  EXPECT_EQ(found->cost_cents(), 500'00);
  past.plans[0].abatement = Tonnes(1'500);
  EXPECT_FALSE(find(v1::MISTAKE_KIND_SOLD_BELOW_MAC));
}

TEST_F(Debriefed, AbatingTooLittleAndTooMuch) {
  plan(1'000);
  plan(3'000, 0, 0, 1);
  abate(0, 1'000);
  abate(1, 3'000);

  const auto little = find(v1::MISTAKE_KIND_ABATED_TOO_LITTLE);
  const auto much = find(v1::MISTAKE_KIND_ABATED_TOO_MUCH);

  ASSERT_TRUE(little);
  EXPECT_EQ(little->year(), 2026);
  EXPECT_EQ(little->day(), -1);
  EXPECT_EQ(little->quantity_t(), 1'000);
  EXPECT_EQ(little->price_cents_per_tonne(), 10'00);
  EXPECT_EQ(little->better_cents_per_tonne(), 20'00);
  EXPECT_EQ(little->cost_cents(), 5'000'00);
  ASSERT_TRUE(much);
  EXPECT_EQ(much->year(), 2027);
  EXPECT_EQ(much->price_cents_per_tonne(), 30'00);
  EXPECT_EQ(much->cost_cents(), 5'000'00);
}

TEST_F(Debriefed, WhatTheRobotDecidedIsNoMistake) {
  plan(1'000);
  abate(0, 1'000);
  EXPECT_TRUE(find(v1::MISTAKE_KIND_ABATED_TOO_LITTLE));
  past.plans.clear();
  EXPECT_FALSE(find(v1::MISTAKE_KIND_ABATED_TOO_LITTLE));
}

TEST_F(Debriefed, AHundredthOfTheBaselineIsNoMistake) {
  plan(1'901);
  abate(0, 1'901);
  EXPECT_FALSE(find(v1::MISTAKE_KIND_ABATED_TOO_LITTLE));
  abate(0, 1'900);
  EXPECT_TRUE(find(v1::MISTAKE_KIND_ABATED_TOO_LITTLE));
}

TEST_F(Debriefed, BeingShort) {
  EXPECT_FALSE(find(v1::MISTAKE_KIND_SHORT));
  past.years[0].account.shortfall = Tonnes(50);
  past.years[0].account.penalty = Cash(5'000'00);

  EXPECT_EQ(find(v1::MISTAKE_KIND_SHORT)->price_cents_per_tonne(), 100'00);
  EXPECT_EQ(find(v1::MISTAKE_KIND_SHORT)->better_cents_per_tonne(), 20'00);
  EXPECT_EQ(find(v1::MISTAKE_KIND_SHORT)->cost_cents(), 5'000'00);
  brief.make_good = false;
  EXPECT_EQ(find(v1::MISTAKE_KIND_SHORT)->cost_cents(), 4'000'00);
}

TEST_F(Debriefed, HoldingPastTheEnd) {
  past.years[0].account.banked = Tonnes(100);
  EXPECT_FALSE(find(v1::MISTAKE_KIND_HELD_PAST_END));
  brief.banking = false;
  EXPECT_EQ(find(v1::MISTAKE_KIND_HELD_PAST_END)->year(), 2026);
  brief.banking = true;
  past.years[1].account.banked = Tonnes(70);

  EXPECT_EQ(find(v1::MISTAKE_KIND_HELD_PAST_END)->year(), 2027);
  EXPECT_EQ(find(v1::MISTAKE_KIND_HELD_PAST_END)->cost_cents(), 1'400'00);
}

TEST_F(Debriefed, AnOrderThatWasForgottenUntilItFilled) {
  plan(2'000);
  trade(Side::kBuy, 22'00, /*rested=*/1);
  EXPECT_FALSE(find(v1::MISTAKE_KIND_FORGOT_ORDER));
  past.account.fills[0].rested = 2;

  EXPECT_EQ(find(v1::MISTAKE_KIND_FORGOT_ORDER)->better_cents_per_tonne(), 20'00);
  EXPECT_EQ(find(v1::MISTAKE_KIND_FORGOT_ORDER)->cost_cents(), 200'00);
  EXPECT_FALSE(find(v1::MISTAKE_KIND_BOUGHT_ABOVE_MAC));  // it is told once
  past.account.fills[0].price = Price(21'99);
  EXPECT_FALSE(find(v1::MISTAKE_KIND_FORGOT_ORDER));
}

TEST_F(Debriefed, AnOrderThatWasForgottenToTheClose) {
  past.account.left.push_back({.year = 0,
                               .day = 2,
                               .side = Side::kBuy,
                               .limit = Price(16'00),
                               .open = Tonnes(100),
                               .event = 7});
  EXPECT_FALSE(find(v1::MISTAKE_KIND_FORGOT_ORDER));  // allowances were no cheaper than abating
  abate(0, 3'000);

  EXPECT_EQ(find(v1::MISTAKE_KIND_FORGOT_ORDER)->cost_cents(), 1'000'00);
  EXPECT_EQ(find(v1::MISTAKE_KIND_FORGOT_ORDER)->event_number(), 7);
  past.account.left[0].limit = Price(16'01);
  EXPECT_FALSE(find(v1::MISTAKE_KIND_FORGOT_ORDER));
}

TEST_F(Debriefed, AbatingLate) {
  trade(Side::kBuy, 25'00);
  plan(2'000, /*day=*/6, /*after_event=*/5);

  const auto late = find(v1::MISTAKE_KIND_ABATED_LATE);

  ASSERT_TRUE(late);
  EXPECT_EQ(late->day(), 6);
  EXPECT_EQ(late->quantity_t(), 100);
  EXPECT_EQ(late->price_cents_per_tonne(), 25'00);
  EXPECT_EQ(late->better_cents_per_tonne(), 20'00);
  EXPECT_EQ(late->cost_cents(), 500'00);
  EXPECT_FALSE(find(v1::MISTAKE_KIND_BOUGHT_ABOVE_MAC));  // it is told once
  past.plans[0].day = 5;
  EXPECT_FALSE(find(v1::MISTAKE_KIND_ABATED_LATE));
}

TEST_F(Debriefed, TheDearestComesFirstAndNotAllAreTold) {
  plan(1'000);
  for (int i = 0; i < 30; ++i) trade(Side::kBuy, 25'00 + i);
  const auto all = mistakes(brief, past);
  ASSERT_EQ(all.size(), kMistakesTold);
  EXPECT_EQ(all.front().price_cents_per_tonne(), 25'29);
}

// ---- Costs -------------------------------------------------------------------------------------

TEST_F(Debriefed, CostsAreThoseOfAllYears) {
  past.years[0].account.paid = Cash(3'000'00);
  past.years[1].account.paid = Cash(-1'000'00);
  past.years[1].account.penalty = Cash(10'00);
  EXPECT_EQ(cost_of(past.years), Cash(20'000'00 + 3'000'00 + 20'000'00 - 1'000'00 + 10'00));
}

TEST_F(Debriefed, AloneWhatIsMissingIsAbated) {
  EXPECT_EQ(cost_alone(brief, past.years), Cash(2 * 20'000'00));
}

// At 10.00 it pays to abate 1,000 t and to buy 1,000; at 30.00 to abate 3,000 and to sell 1,000.
TEST_F(Debriefed, AtThePricesOfTheoryWhatPaysIsAbatedAndTheRestTraded) {
  EXPECT_EQ(cost_best(brief, past.years, {Price(10'00), Price(30'00)}),
            Cash(5'000'00 + 10'000'00 + 45'000'00 - 30'000'00));
  EXPECT_EQ(cost_best(brief, past.years, {}), Cash());
}

// ---- Payment -----------------------------------------------------------------------------------

TEST(Payment, OneYearIsDrawnBySeedAndPaidOnTopOfTheFee) {
  const std::vector<Cash> gains = {Cash(1'000'00), Cash(2'000'00), Cash(3'000'00)};
  bool is_other = false;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const v1::Payment payment = payment_of(gains, Year{2026}, seed, 500'000, 5'00);
    const auto year = static_cast<std::size_t>(payment.year() - 2026);
    ASSERT_LT(year, gains.size());
    EXPECT_EQ(payment.earned_cents(), gains[year].raw());
    EXPECT_EQ(payment.paid_cents(), 5'00 + gains[year].raw() / 200);
    EXPECT_EQ(payment_of(gains, Year{2026}, seed, 500'000, 5'00).year(), payment.year());
    is_other = is_other || year != 0;
  }
  EXPECT_TRUE(is_other);
}

TEST(Payment, ALossIsNotPaidByTheParticipant) {
  const v1::Payment payment = payment_of({Cash(-1'000'00)}, Year{2026}, 1, 500'000, 5'00);
  EXPECT_EQ(payment.paid_cents(), 5'00);
  EXPECT_EQ(payment.earned_cents(), -1'000'00);
}

TEST(Payment, WithoutAYearComingIsPaidAllTheSame) {
  const v1::Payment payment = payment_of({}, Year{2026}, 1, 500'000, 5'00);
  EXPECT_EQ(payment.paid_cents(), 5'00);
  EXPECT_EQ(payment.year(), 0);
}

TEST(Payment, AMillionIsPaidLittle) {
  EXPECT_EQ(payment_of({Cash(2'000'000'00)}, Year{2026}, 1, 5'00, 0).paid_cents(), 10'00);
}

TEST(Payment, AnAbsurdGainIsPaid) {
  EXPECT_GT(payment_of({kMaxCash}, Year{2026}, 1, 10'000'000'000, 0).paid_cents(), 0);
}

}  // namespace
}  // namespace tanshi
