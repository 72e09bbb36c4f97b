// The fewest intents that bring a seat's orders to what it wants to show.
#include "agents/strategy/quoting.h"

#include <gtest/gtest.h>

#include <vector>

#include "exchange/base/checked_math.h"
#include "tests/unit/agents/strategy/observations.h"

namespace tanshi {
namespace {

Decision show(const std::vector<OwnOrder>& resting, Side side, Price limit, Tonnes quantity) {
  Observation observation = test_observation();
  observation.orders = resting;
  Decision decision;
  Quoting(test_brief()).show(side, limit, quantity, false, observation, decision);
  return decision;
}

TEST(Quoting, PricesRoundAwayFromALossAndStayInTheMarketsRange) {
  EXPECT_EQ(to_quote(1'004.9, Side::kBuy, Price(5), Price(2'000)), Price(1'000));
  EXPECT_EQ(to_quote(1'000.1, Side::kSell, Price(5), Price(2'000)), Price(1'005));
  EXPECT_EQ(to_quote(-3, Side::kBuy, Price(5), Price(2'000)), Price(5));
  EXPECT_EQ(to_quote(9'999, Side::kSell, Price(30), Price(2'000)), Price(1'980));
}

TEST(Quoting, SubmitsUnderTheNextOrderIdInWholeLots) {
  const Decision decision = show({}, Side::kBuy, Price(100), Tonnes(25));

  ASSERT_EQ(decision.intents.size(), 1U);
  const auto& order = std::get<SubmitOrder>(decision.intents[0]);
  EXPECT_EQ(order.order, OrderId{5});
  EXPECT_EQ(order.account, AccountId{7});
  EXPECT_EQ(order.quantity, Tonnes(20));
}

TEST(Quoting, LeavesAnOrderThatStandsAsItShould) {
  const Decision decision =
      show({{OrderId{3}, Side::kBuy, Price(100), Tonnes(20)}}, Side::kBuy, Price(100), Tonnes(20));

  EXPECT_TRUE(decision.intents.empty());
}

TEST(Quoting, ReplacesAnOrderThatStandsElsewhere) {
  const Decision decision =
      show({{OrderId{3}, Side::kBuy, Price(100), Tonnes(20)}}, Side::kBuy, Price(90), Tonnes(20));

  ASSERT_EQ(decision.intents.size(), 1U);
  EXPECT_EQ(std::get<ReplaceOrder>(decision.intents[0]).limit, Price(90));
}

TEST(Quoting, CancelsWhatIsTooMuchOnItsSideAndLeavesTheOtherAlone) {
  const std::vector<OwnOrder> resting = {{OrderId{2}, Side::kSell, Price(120), Tonnes(20)},
                                         {OrderId{3}, Side::kBuy, Price(100), Tonnes(20)},
                                         {OrderId{4}, Side::kBuy, Price(99), Tonnes(20)}};

  const Decision decision = show(resting, Side::kBuy, Price(100), Tonnes(20));

  ASSERT_EQ(decision.intents.size(), 1U);
  EXPECT_EQ(std::get<CancelOrder>(decision.intents[0]).order, OrderId{4});
}

TEST(Quoting, LessThanALotWithdraws) {
  const Decision decision =
      show({{OrderId{3}, Side::kBuy, Price(100), Tonnes(20)}}, Side::kBuy, Price(100), Tonnes(9));

  ASSERT_EQ(decision.intents.size(), 1U);
  EXPECT_EQ(std::get<CancelOrder>(decision.intents[0]).order, OrderId{3});
}

// 1.00 pays for what rests and 29.00 is free: 30 t at 1.00, and the lot is 10.
TEST(Quoting, BuysNoMoreThanItsCashPaysFor) {
  Observation observation = test_observation();
  const std::vector<OwnOrder> resting = {{OrderId{3}, Side::kBuy, Price(10), Tonnes(10)}};
  observation.orders = resting;
  observation.cash_escrowed = Cash(100);
  observation.cash_available = Cash(2'900);
  Decision decision;

  Quoting(test_brief()).show(Side::kBuy, Price(100), Tonnes(1'000), false, observation, decision);

  ASSERT_EQ(decision.intents.size(), 1U);
  EXPECT_EQ(std::get<ReplaceOrder>(decision.intents[0]).quantity, Tonnes(30));
}

// More than an order may ask for would be refused, every time.
TEST(Quoting, ShowsNoMoreThanAnOrderMayAskFor) {
  const Tonnes most(kMaxOrderQuantity.raw() / 10 * 10);  // in lots
  Observation rich = test_observation();
  rich.cash_available = kMaxCash;
  Decision buys;
  Quoting(test_brief()).show(Side::kBuy, kMaxPrice, kMaxQuantity, false, rich, buys);
  const Decision sells = show({}, Side::kSell, Price(100), kMaxQuantity);
  const Decision kept = show({{OrderId{3}, Side::kSell, Price(100), most}}, Side::kSell, Price(100),
                             most + Tonnes(10));

  ASSERT_EQ(buys.intents.size(), 1U);
  EXPECT_EQ(std::get<SubmitOrder>(buys.intents[0]).quantity, most);
  ASSERT_EQ(sells.intents.size(), 1U);
  EXPECT_EQ(std::get<SubmitOrder>(sells.intents[0]).quantity, most);
  EXPECT_TRUE(kept.intents.empty());
}

}  // namespace
}  // namespace tanshi
