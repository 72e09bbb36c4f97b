// What became of each order, told by a real market: every way in which one can end.
#include "scenarios/recording/order_fates.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/market/market.h"
#include "tests/testing/read_action.h"

namespace tanshi {
namespace {

using testing::ElementsAre;

// Accounts 1 to 3 with cash and allowances, and a book of allowances that trades.
class OrderFatesTest : public testing::Test {
 protected:
  OrderFatesTest() {
    apply({"open_account a1", "open_account a2", "open_account a3",
           "list_instrument i1 2024 2030 @0.01 10t @1000.00"});
    for (const char* account : {"a1", "a2", "a3"}) {
      const std::string name = account;
      apply({"deposit_cash " + name + " 100000.00", "issue_allowances " + name + " i1 2025 1000t"});
    }
    apply({"set_trading_phase open"});
  }

  // As one decision of a seat.
  void apply(const std::vector<std::string>& lines) {
    std::vector<Action> actions;
    actions.reserve(lines.size());
    for (const std::string& line : lines) {
      const auto action = read_action(line);
      ASSERT_TRUE(action.has_value()) << line;
      actions.push_back(*action);
    }
    std::vector<Event> events;
    for (const Action& action : actions) market_.apply({SimTime(), action}, events);
    fates_.begin(actions);
    for (const Event& event : events) {
      books_.see(event);
      Moment at;
      at.seq = ++seq_;
      fates_.see(event, at);
    }
  }

  Market market_;
  Scenario scenario_;
  BookNames books_{scenario_};
  std::vector<std::string> ended_;
  OrderFates fates_{
      books_, [this](const OrderRow& order) {
        ended_.push_back(std::to_string(order.seat) + "#" + std::to_string(order.order_id) + " " +
                         order.type + " " + order.side + " " + std::to_string(order.limit.raw()) +
                         " " + order.time_in_force + ": " + std::to_string(order.quantity.raw()) +
                         " = " + std::to_string(order.filled.raw()) + " + " +
                         std::to_string(order.cancelled.raw()) + " " + order.status + " " +
                         order.reason);
      }};
  std::int64_t seq_ = 0;
};

TEST_F(OrderFatesTest, AFillEndsBothOrders) {
  apply({"submit_order a1 #1 i1 sell limit @10.00 30t"});
  EXPECT_THAT(ended_, ElementsAre());

  apply({"submit_order a2 #1 i1 buy limit @11.00 30t fok"});

  EXPECT_THAT(ended_, ElementsAre("1#1 limit sell 1000 gtc: 30 = 30 + 0 filled ",
                                  "2#1 limit buy 1100 fok: 30 = 30 + 0 filled "));
}

TEST_F(OrderFatesTest, WhatIsLeftOfAnOrderThatMayNotRestIsCancelled) {
  apply({"submit_order a1 #1 i1 sell limit @10.00 30t day"});
  apply({"submit_order a2 #1 i1 buy market @11.00 50t"});
  apply({"submit_order a2 #2 i1 buy limit @11.00 50t ioc"});

  EXPECT_THAT(ended_,
              ElementsAre("1#1 limit sell 1000 day: 30 = 30 + 0 filled ",
                          "2#1 market buy 1100 : 50 = 30 + 20 cancelled immediate_remainder",
                          "2#2 limit buy 1100 ioc: 50 = 0 + 50 cancelled immediate_remainder"));
}

TEST_F(OrderFatesTest, AReplacedOrderGivesWayToOneOfTheSameNumber) {
  apply({"submit_order a1 #1 i1 sell limit @10.00 30t day"});
  apply({"replace_order a1 #1 @12.00 40t", "replace_order a1 #1 @12.00 10t"});  // moves, shrinks
  apply({"cancel_order a1 #1"});

  EXPECT_THAT(ended_, ElementsAre("1#1 limit sell 1000 day: 30 = 0 + 30 cancelled replaced",
                                  "1#1 limit sell 1200 day: 40 = 0 + 40 cancelled by_holder"));
}

TEST_F(OrderFatesTest, ARefusalSaysWhatWasAskedForAndWhy) {
  apply({"cancel_order a1 #1", "submit_order a1 #1 i1 sell limit @10.00 2000t"});
  apply({"submit_order a1 #2 i1 sell limit @10.00 10t"});
  apply({"replace_order a1 #2 @12.00 5000t", "replace_order a3 #9 @12.00 10t"});

  EXPECT_THAT(ended_,
              ElementsAre("1#1 limit sell 1000 gtc: 2000 = 0 + 0 refused allowances_insufficient",
                          "1#2 limit sell 1200 gtc: 5000 = 0 + 0 refused allowances_insufficient",
                          "3#9 limit  1200 : 10 = 0 + 0 refused order_not_live"));
}

TEST_F(OrderFatesTest, NobodyTradesWithThemselves) {
  apply({"submit_order a1 #1 i1 sell limit @10.00 30t"});
  apply({"submit_order a1 #2 i1 buy limit @10.00 20t"});

  EXPECT_THAT(ended_,
              ElementsAre("1#1 limit sell 1000 gtc: 30 = 0 + 30 cancelled self_trade_prevention"));
}

TEST_F(OrderFatesTest, AnOfferOverTheCounterIsAnOrderToo) {
  apply({"offer_direct a1 #1 i1 sell @10.00 30t a2 -"});
  apply({"offer_direct a1 #2 i1 sell @10.00 30t a2 -"});
  apply({"accept_offer a2 a1 #1", "decline_offer a2 a1 #2"});

  EXPECT_THAT(ended_, ElementsAre("1#1 direct sell 1000 : 30 = 30 + 0 filled ",
                                  "1#2 direct sell 1000 : 30 = 0 + 30 cancelled declined"));
}

TEST_F(OrderFatesTest, AListingThatIsTakenFillsBoth) {
  apply({"set_trading_rules i1 posted_listing last_price @0.00 0bp 0bp 0t 0t 0bp 0bp 0bp a0 -"});
  apply({"submit_order a1 #1 i1 sell limit @10.00 30t"});
  apply({"take_listing a2 #1 a1 #1 20t", "take_listing a2 #2 a1 #1 20t"});

  EXPECT_THAT(ended_, ElementsAre("2#1 listing buy 1000 : 20 = 20 + 0 filled ",
                                  "2#2 listing buy 1000 : 20 = 0 + 0 refused above_open_quantity"));
}

TEST_F(OrderFatesTest, WhatStillLivesInTheEndIsOpen) {
  apply({"submit_order a1 #1 i1 sell limit @10.00 30t"});
  apply({"submit_order a2 #1 i1 buy limit @10.00 10t"});
  ended_.clear();

  fates_.finish();
  fates_.finish();

  EXPECT_THAT(ended_, ElementsAre("1#1 limit sell 1000 gtc: 30 = 10 + 0 open "));
}

}  // namespace
}  // namespace tanshi
