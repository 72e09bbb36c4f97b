// Learners: what their numbers say, and what an action comes to.
#include "scenarios/environment/learner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string_view>
#include <vector>

#include "tests/unit/scenarios/runner/small_scenario.h"

namespace tanshi {
namespace {

class LearnerTest : public testing::Test {
 protected:
  LearnerTest() {
    observation_.year = Year{2025};
    observation_.cash_available = plan().cash;
    observation_.allowances_available = Tonnes(30'000);
    observation_.baseline = Tonnes(33'000);
    observation_.bid = Price(4'000);
    observation_.ask = Price(5'000);
    observation_.next_order = OrderId{1};
  }

  [[nodiscard]] const SeatPlan& plan() const { return world_.seats.front(); }

  [[nodiscard]] double number(std::string_view name) const {
    std::vector<float> numbers(kObservationSize);
    learner_.tell(observation_, numbers);
    const auto names = observation_names();
    return numbers.at(static_cast<std::size_t>(std::ranges::find(names, name) - names.begin()));
  }

  Decision decide(std::vector<float> action) {
    Decision decision;
    learner_.decide(action, observation_, decision);
    return decision;
  }

  World world_ = make_world(small_scenario(), 1);
  Learner learner_{world_.seats.front()};  // cheap-1: a third of 100,000 t, MAC 0.003 a tonne
  Observation observation_;
};

TEST_F(LearnerTest, PricesAreTellInPenaltiesAndQuantitiesInBaselines) {
  EXPECT_FLOAT_EQ(static_cast<float>(number("bid")), 0.4F);
  EXPECT_NEAR(number("baseline"), 0.99, 1e-6);
  EXPECT_NEAR(number("short"), 0.09, 1e-6);
  EXPECT_NEAR(number("mac_of_short"), 3'000 * 0.003 / 100, 1e-6);
  EXPECT_EQ(number("cash"), 0);
}

TEST_F(LearnerTest, AnActionAboveZeroBuysAShareOfATenthOfTheBaseline) {
  const Decision decision = decide({0.5F, 1, 0});

  ASSERT_EQ(decision.intents.size(), 1U);
  const auto& order = std::get<SubmitOrder>(decision.intents.front());
  EXPECT_EQ(order.side, Side::kBuy);
  EXPECT_EQ(order.quantity, Tonnes(1'660));  // 5 % of 33,333 t, in whole lots
  EXPECT_EQ(order.limit, Price(4'950));      // a tenth above the middle
}

TEST_F(LearnerTest, AnActionBelowZeroSellsWhatIsHeld) {
  observation_.allowances_available = Tonnes(55);

  const Decision decision = decide({-1, 0, 0});

  const auto& order = std::get<SubmitOrder>(decision.intents.front());
  EXPECT_EQ(order.side, Side::kSell);
  EXPECT_EQ(order.quantity, Tonnes(50));
}

TEST_F(LearnerTest, WhatIsBeyondItsRangeCountsAsItsEndAndNanAsNothing) {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

  EXPECT_TRUE(decide({kNan, kNan, kNan}).intents.empty());
  const Decision far = decide({1e30F, 0, 0});
  EXPECT_EQ(std::get<SubmitOrder>(far.intents.front()).quantity, Tonnes(3'330));
}

TEST_F(LearnerTest, WhileAnAuctionTakesBidsWhatIsBoughtIsBidForThereOnce) {
  AuctionNotice auction;
  auction.auction = AuctionId{7};
  auction.lot = Tonnes(500);
  auction.reserve_price = Price(6'000);
  observation_.auction = auction;

  const Decision decision = decide({1, 0, 0});

  ASSERT_EQ(decision.intents.size(), 1U);
  const auto& bid = std::get<SubmitBid>(decision.intents.front());
  EXPECT_EQ(bid.quantity, Tonnes(3'000));
  EXPECT_EQ(bid.price, Price(6'000));
  const OwnBid own{OrderId{1}, bid.price, bid.quantity};
  observation_.bids = {&own, 1};
  EXPECT_TRUE(std::holds_alternative<SubmitOrder>(decide({1, 0, 0}).intents.front()));
}

TEST_F(LearnerTest, WhenTheYearIsOverTheLastNumberIsTheShareThatIsAbated) {
  observation_.trading = false;

  const Decision decision = decide({1, 1, 0.5F});

  EXPECT_TRUE(decision.intents.empty());
  EXPECT_EQ(decision.abatement, Tonnes(16'500));
}

}  // namespace
}  // namespace tanshi
