// Rules of matching and resting, one test each, for OrderBook and for NaiveBook.
#include "exchange/book/order_book.h"

#include <optional>
#include <vector>

#include <gmock/gmock.h>

#include "exchange/book/naive_book.h"
#include "tests/unit/exchange/book/book_fixture.h"

namespace tanshi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class Book>
class OrderBookRules : public BookFixture<Book> {};
using Books = ::testing::Types<OrderBook, NaiveBook>;
TYPED_TEST_SUITE(OrderBookRules, Books);

// --- Priority -----------------------------------------------------------------------------------

TYPED_TEST(OrderBookRules, TheBestPriceFillsFirst) {
  this->submit(this->sell(1, 7'260, 10));
  this->submit(this->sell(1, 7'250, 10));
  this->submit(this->sell(1, 7'255, 10));

  this->submit(this->buy(2, 7'260, 30));

  EXPECT_THAT(this->makers(), ElementsAre(OrderId{2}, OrderId{3}, OrderId{1}));
}

TYPED_TEST(OrderBookRules, TheHighestBidFillsFirst) {
  this->submit(this->buy(1, 7'240, 10));
  this->submit(this->buy(1, 7'250, 10));
  this->submit(this->buy(1, 7'245, 10));

  this->submit(this->sell(2, 7'240, 30));

  EXPECT_THAT(this->makers(), ElementsAre(OrderId{2}, OrderId{3}, OrderId{1}));
}

TYPED_TEST(OrderBookRules, TheOlderOrderAtOnePriceFillsFirst) {
  this->submit(this->sell(1, 7'250, 100));
  this->submit(this->sell(2, 7'250, 100));

  this->submit(this->buy(3, 7'250, 150));

  ASSERT_THAT(this->makers(), ElementsAre(OrderId{1}, OrderId{2}));
  EXPECT_EQ(this->events[0].quantity, Tonnes(100));
  EXPECT_EQ(this->events[0].open, Tonnes(0));
  EXPECT_EQ(this->events[1].quantity, Tonnes(50));
  EXPECT_EQ(this->events[1].open, Tonnes(50));
}

TYPED_TEST(OrderBookRules, APartlyFilledOrderKeepsItsPlace) {
  this->submit(this->sell(1, 7'250, 100));
  this->submit(this->sell(2, 7'250, 100));
  this->submit(this->buy(3, 7'250, 30));

  this->submit(this->buy(3, 7'250, 80));

  EXPECT_THAT(this->makers(), ElementsAre(OrderId{1}, OrderId{2}));
}

TYPED_TEST(OrderBookRules, TheFillNamesTheMakerAtItsOwnLimit) {
  const OrderHandle maker = this->submit(this->sell(1, 7'250, 10)).handle;

  this->submit(this->buy(2, 7'300, 4));

  EXPECT_THAT(this->events,
              ElementsAre(BookEvent{BookEvent::Kind::kFill, Side::kSell, AccountId{1}, maker,
                                    OrderId{1}, Price(7'250), Tonnes(4), Tonnes(6)}));
}

// --- What becomes of the rest -------------------------------------------------------------------

TYPED_TEST(OrderBookRules, ALimitOrderStopsAtItsLimitAndRestsWhatIsLeft) {
  this->submit(this->sell(1, 7'250, 10));
  this->submit(this->sell(1, 7'255, 10));

  const SubmitResult result = this->submit(this->buy(2, 7'250, 25));

  EXPECT_TRUE(result.rested);
  EXPECT_EQ(result.open, Tonnes(15));
  EXPECT_EQ(this->book.best(Side::kBuy), (DepthLevel{Price(7'250), Tonnes(15), 1}));
  EXPECT_EQ(this->book.best(Side::kSell), (DepthLevel{Price(7'255), Tonnes(10), 1}));
}

TYPED_TEST(OrderBookRules, AFilledOrderDoesNotRest) {
  this->submit(this->sell(1, 7'250, 10));

  const SubmitResult result = this->submit(this->buy(2, 7'250, 10));

  EXPECT_EQ(result, SubmitResult{});
  EXPECT_EQ(this->book.size(), 0U);
}

TYPED_TEST(OrderBookRules, AnImmediateOrderDropsWhatIsLeft) {
  this->submit(this->sell(1, 7'250, 10));
  NewOrder order = this->buy(2, 7'250, 25);
  order.time_in_force = TimeInForce::kImmediateOrCancel;

  const SubmitResult result = this->submit(order);

  EXPECT_FALSE(result.rested);
  EXPECT_EQ(result.open, Tonnes(15));
  EXPECT_EQ(this->book.size(), 0U);
}

TYPED_TEST(OrderBookRules, AFeasibleFillOrKillOrderTradesWhole) {
  this->submit(this->sell(1, 7'250, 10));
  this->submit(this->sell(1, 7'255, 10));
  NewOrder order = this->buy(2, 7'255, 20);
  order.time_in_force = TimeInForce::kFillOrKill;
  ASSERT_TRUE(this->book.can_fill(order));

  const SubmitResult result = this->submit(order);

  EXPECT_EQ(result.open, Tonnes(0));
}

TYPED_TEST(OrderBookRules, CanFillCountsOnlyWhatTheLimitReaches) {
  this->submit(this->sell(1, 7'250, 10));
  this->submit(this->sell(1, 7'255, 10));

  EXPECT_TRUE(this->book.can_fill(this->buy(2, 7'250, 10)));
  EXPECT_FALSE(this->book.can_fill(this->buy(2, 7'250, 11)));
  EXPECT_TRUE(this->book.can_fill(this->buy(2, 7'255, 20)));
  EXPECT_FALSE(this->book.can_fill(this->buy(2, 7'260, 21)));
  EXPECT_FALSE(this->book.can_fill(this->sell(2, 7'250, 1)));
}

// --- Self-trade prevention ----------------------------------------------------------------------

TYPED_TEST(OrderBookRules, CancelRestingRemovesTheOwnOrderAndTradesOn) {
  this->submit(this->sell(2, 7'250, 10));
  this->submit(this->sell(1, 7'250, 10));

  const SubmitResult result = this->submit(this->buy(2, 7'250, 15));

  ASSERT_THAT(this->makers(), ElementsAre(OrderId{1}, OrderId{2}));
  EXPECT_EQ(this->events[0].kind, BookEvent::Kind::kSelfTradeCancelled);
  EXPECT_EQ(this->events[0].quantity, Tonnes(10));
  EXPECT_EQ(this->events[0].open, Tonnes(0));
  EXPECT_EQ(this->events[1].kind, BookEvent::Kind::kFill);
  EXPECT_TRUE(result.rested);
  EXPECT_FALSE(result.self_trade_stopped);
  EXPECT_EQ(result.open, Tonnes(5));
}

TYPED_TEST(OrderBookRules, CancelIncomingStopsAtTheOwnOrderAndDropsWhatIsLeft) {
  this->submit(this->sell(1, 7'250, 10));
  const OrderHandle own = this->submit(this->sell(2, 7'250, 10)).handle;
  NewOrder order = this->buy(2, 7'250, 15);
  order.self_trade_prevention = SelfTradePrevention::kCancelIncoming;

  const SubmitResult result = this->submit(order);

  EXPECT_THAT(this->makers(), ElementsAre(OrderId{1}));
  EXPECT_TRUE(result.self_trade_stopped);
  EXPECT_FALSE(result.rested);
  EXPECT_EQ(result.open, Tonnes(5));
  EXPECT_TRUE(this->book.find(own));
}

TYPED_TEST(OrderBookRules, CancelBothRemovesTheOwnOrderAndDropsWhatIsLeft) {
  const OrderHandle own = this->submit(this->sell(2, 7'250, 10)).handle;
  const OrderHandle other = this->submit(this->sell(1, 7'250, 10)).handle;
  NewOrder order = this->buy(2, 7'250, 15);
  order.self_trade_prevention = SelfTradePrevention::kCancelBoth;

  const SubmitResult result = this->submit(order);

  EXPECT_THAT(this->makers(), ElementsAre(OrderId{1}));
  EXPECT_TRUE(result.self_trade_stopped);
  EXPECT_FALSE(result.rested);
  EXPECT_EQ(result.open, Tonnes(15));
  EXPECT_FALSE(this->book.find(own));
  EXPECT_TRUE(this->book.find(other));
}

TYPED_TEST(OrderBookRules, AnOwnOrderBehindTheLastFillIsNotMet) {
  this->submit(this->sell(1, 7'250, 10));
  const OrderHandle own = this->submit(this->sell(2, 7'250, 10)).handle;
  NewOrder order = this->buy(2, 7'250, 10);
  order.self_trade_prevention = SelfTradePrevention::kCancelBoth;

  const SubmitResult result = this->submit(order);

  EXPECT_FALSE(result.self_trade_stopped);
  EXPECT_TRUE(this->book.find(own));
}

TYPED_TEST(OrderBookRules, CanFillTakesNothingFromOwnOrders) {
  this->submit(this->sell(2, 7'250, 10));
  this->submit(this->sell(1, 7'250, 10));

  EXPECT_TRUE(this->book.can_fill(this->buy(2, 7'250, 10)));
  EXPECT_FALSE(this->book.can_fill(this->buy(2, 7'250, 11)));
}

TYPED_TEST(OrderBookRules, CanFillIsNoWhereSelfTradePreventionWouldStopTheOrder) {
  this->submit(this->sell(1, 7'250, 10));
  this->submit(this->sell(2, 7'250, 10));
  this->submit(this->sell(1, 7'250, 10));
  for (const auto prevention :
       {SelfTradePrevention::kCancelIncoming, SelfTradePrevention::kCancelBoth}) {
    NewOrder before_own = this->buy(2, 7'250, 10);
    before_own.self_trade_prevention = prevention;
    NewOrder past_own = this->buy(2, 7'250, 11);
    past_own.self_trade_prevention = prevention;

    EXPECT_TRUE(this->book.can_fill(before_own));
    EXPECT_FALSE(this->book.can_fill(past_own));
  }
}

// --- Crossing -----------------------------------------------------------------------------------

TYPED_TEST(OrderBookRules, AnEqualPriceCrosses) {
  this->submit(this->sell(1, 7'250, 10));

  EXPECT_FALSE(this->book.would_cross(Side::kBuy, Price(7'245)));
  EXPECT_TRUE(this->book.would_cross(Side::kBuy, Price(7'250)));
  EXPECT_FALSE(this->book.would_cross(Side::kSell, Price(7'250)));
}

TYPED_TEST(OrderBookRules, TheLowestAndTheHighestPriceRestAndTrade) {
  this->submit(this->buy(1, 5, 10));
  this->submit(this->sell(1, 100'000, 10));
  EXPECT_EQ(this->book.best(Side::kBuy), (DepthLevel{Price(5), Tonnes(10), 1}));
  EXPECT_EQ(this->book.best(Side::kSell), (DepthLevel{Price(100'000), Tonnes(10), 1}));

  this->submit(this->sell(2, 5, 10));
  EXPECT_THAT(this->makers(), ElementsAre(OrderId{1}));
  this->submit(this->buy(2, 100'000, 10));
  EXPECT_THAT(this->makers(), ElementsAre(OrderId{2}));
  EXPECT_EQ(this->book.size(), 0U);
}

// --- Cancel and shrink --------------------------------------------------------------------------

TYPED_TEST(OrderBookRules, CancelReturnsTheOrderAndRemovesIt) {
  NewOrder order = this->sell(1, 7'250, 10);
  order.time_in_force = TimeInForce::kDay;
  const OrderHandle handle = this->submit(order).handle;
  this->submit(this->buy(2, 7'250, 3));

  const RestingOrder cancelled = this->book.cancel(handle);

  EXPECT_EQ(cancelled, (RestingOrder{handle, OrderId{1}, AccountId{1}, Side::kSell,
                                     TimeInForce::kDay, Price(7'250), Tonnes(7)}));
  EXPECT_EQ(this->book.best(Side::kSell), std::nullopt);
  this->book.audit();
}

TYPED_TEST(OrderBookRules, CancellingAnywhereInTheQueueKeepsTheOthersInOrder) {
  for (const std::size_t gone : {0U, 1U, 2U}) {
    std::vector<OrderHandle> handles;
    std::vector<OrderId> left;
    for (std::size_t i = 0; i < 3; ++i) {
      const NewOrder order = this->sell(1, 7'250, 10);
      handles.push_back(this->submit(order).handle);
      if (i != gone) left.push_back(order.id);
    }

    this->book.cancel(handles[gone]);
    const NewOrder newest = this->sell(1, 7'250, 10);
    this->submit(newest);
    left.push_back(newest.id);
    this->submit(this->buy(2, 7'250, 30));

    EXPECT_EQ(this->makers(), left);
  }
}

TYPED_TEST(OrderBookRules, AHandleIsStaleOnceItsOrderHasGone) {
  const OrderHandle cancelled = this->submit(this->sell(1, 7'250, 10)).handle;
  this->book.cancel(cancelled);
  const OrderHandle filled = this->submit(this->sell(1, 7'250, 10)).handle;
  this->submit(this->buy(2, 7'250, 10));

  EXPECT_FALSE(this->book.find(cancelled));
  EXPECT_FALSE(this->book.find(filled));
}

TYPED_TEST(OrderBookRules, AHandleStaysStaleWhenItsPlaceIsReused) {
  const OrderHandle old = this->submit(this->sell(1, 7'250, 10)).handle;
  this->book.cancel(old);

  const OrderHandle fresh = this->submit(this->sell(1, 7'250, 10)).handle;

  EXPECT_NE(old, fresh);
  EXPECT_FALSE(this->book.find(old));
  EXPECT_TRUE(this->book.find(fresh));
}

TYPED_TEST(OrderBookRules, HandlesThatWereNeverIssuedAreStale) {
  this->submit(this->sell(1, 7'250, 10));

  EXPECT_FALSE(this->book.find(OrderHandle{}));
  EXPECT_FALSE(this->book.find(OrderHandle{std::uint64_t{1} << 32}));
  EXPECT_FALSE(this->book.find(OrderHandle{~std::uint64_t{0}}));
}

TYPED_TEST(OrderBookRules, AShrunkOrderKeepsItsPlace) {
  const OrderHandle handle = this->submit(this->sell(1, 7'250, 100)).handle;
  this->submit(this->sell(2, 7'250, 100));

  this->book.shrink(handle, Tonnes(40));
  EXPECT_EQ(this->book.best(Side::kSell), (DepthLevel{Price(7'250), Tonnes(140), 2}));
  this->submit(this->buy(3, 7'250, 50));

  ASSERT_THAT(this->makers(), ElementsAre(OrderId{1}, OrderId{2}));
  EXPECT_EQ(this->events[0].quantity, Tonnes(40));
}

// --- Queries ------------------------------------------------------------------------------------

TYPED_TEST(OrderBookRules, AnEmptyBookHasNoBestLevelAndCrossesNothing) {
  EXPECT_EQ(this->book.best(Side::kBuy), std::nullopt);
  EXPECT_EQ(this->book.best(Side::kSell), std::nullopt);
  EXPECT_FALSE(this->book.would_cross(Side::kBuy, Price(100'000)));
  EXPECT_FALSE(this->book.would_cross(Side::kSell, Price(5)));
}

TYPED_TEST(OrderBookRules, DepthAppendsTheBestLevelsWithTheirTotals) {
  this->submit(this->sell(1, 7'250, 10));
  this->submit(this->sell(2, 99'990, 10));
  this->submit(this->sell(3, 7'250, 5));
  this->submit(this->sell(4, 7'600, 1));
  this->submit(this->buy(5, 7'000, 8));
  std::vector<DepthLevel> depth;

  this->book.depth(Side::kBuy, 9, depth);
  this->book.depth(Side::kSell, 2, depth);

  EXPECT_THAT(depth, ElementsAre(DepthLevel{Price(7'000), Tonnes(8), 1},
                                 DepthLevel{Price(7'250), Tonnes(15), 2},
                                 DepthLevel{Price(7'600), Tonnes(1), 1}));
}

std::vector<OrderId> ids(const std::vector<RestingOrder>& orders) {
  std::vector<OrderId> ids;
  for (const RestingOrder& order : orders) ids.push_back(order.id);
  return ids;
}

TYPED_TEST(OrderBookRules, TheOrdersOfAnAccountComeByRisingId) {
  this->submit(this->sell(1, 7'300, 10));
  this->submit(this->buy(2, 7'200, 10));
  this->submit(this->buy(1, 7'100, 10));
  this->submit(this->sell(1, 7'250, 10));
  std::vector<RestingOrder> orders;

  this->book.orders_of(AccountId{1}, orders);
  EXPECT_THAT(ids(orders), ElementsAre(OrderId{1}, OrderId{3}, OrderId{4}));

  orders.clear();
  this->book.orders_of(AccountId{3}, orders);
  EXPECT_THAT(orders, IsEmpty());
}

TYPED_TEST(OrderBookRules, AllOrdersComeByPriority) {
  this->submit(this->sell(1, 7'300, 10));
  this->submit(this->sell(1, 7'250, 10));
  this->submit(this->buy(2, 7'100, 10));
  this->submit(this->sell(3, 7'250, 10));
  this->submit(this->buy(2, 7'200, 10));
  std::vector<RestingOrder> orders;

  this->book.all_orders(orders);

  EXPECT_THAT(ids(orders), ElementsAre(OrderId{5}, OrderId{3}, OrderId{2}, OrderId{4}, OrderId{1}));
}

TYPED_TEST(OrderBookRules, DayOrdersComeByPriorityWithoutTheOthers) {
  for (const std::int64_t cents : {7'300, 7'250, 7'250}) {
    NewOrder order = this->sell(1, cents, 10);
    order.time_in_force = TimeInForce::kDay;
    this->submit(order);
  }
  this->submit(this->sell(1, 7'250, 10));
  std::vector<RestingOrder> orders;

  this->book.day_orders(orders);

  EXPECT_THAT(ids(orders), ElementsAre(OrderId{2}, OrderId{3}, OrderId{1}));
}

// --- Breaches of what is required ---------------------------------------------------------------

TYPED_TEST(OrderBookRules, AbortsOnWhatTheMarketMustHaveRefused) {
  const OrderHandle handle = this->submit(this->sell(1, 7'250, 10)).handle;
  NewOrder post_only = this->buy(2, 7'250, 10);
  post_only.post_only = true;

  EXPECT_DEATH(this->submit(post_only), "CHECK failed");
  EXPECT_DEATH(this->submit(this->buy(2, 7'251, 10)), "CHECK failed");
  EXPECT_DEATH(this->submit(this->buy(2, 0, 10)), "CHECK failed");
  EXPECT_DEATH(this->submit(this->buy(2, 100'005, 10)), "CHECK failed");
  EXPECT_DEATH(this->submit(this->buy(2, 7'250, 0)), "CHECK failed");
  EXPECT_DEATH(this->book.shrink(handle, Tonnes(0)), "CHECK failed");
  EXPECT_DEATH(this->book.shrink(handle, Tonnes(11)), "CHECK failed");
  this->book.cancel(handle);
  EXPECT_DEATH(this->book.cancel(handle), "CHECK failed");
}

TEST(OrderBook, AbortsOnAFillOrKillOrderThatCannotFill) {
  OrderBook book{BookSpec{}};
  NewOrder order;
  order.account = AccountId{1};
  order.limit = Price(7'250);
  order.quantity = Tonnes(1);
  order.time_in_force = TimeInForce::kFillOrKill;
  std::vector<BookEvent> events;

  EXPECT_DEATH(book.submit(order, events), "CHECK failed");
}

TEST(OrderBook, GathersOrdersThatCrossAndMatchesAgainOnceTheyAreGone) {
  OrderBook book{BookSpec{}};
  std::vector<BookEvent> events;
  NewOrder order;
  order.account = AccountId{1};
  order.id = OrderId{1};
  order.side = Side::kSell;
  order.limit = Price(7'250);
  order.quantity = Tonnes(10);
  book.gather(order);
  order.account = AccountId{2};
  order.side = Side::kBuy;
  order.limit = Price(7'260);

  const OrderHandle bid = book.gather(order);

  EXPECT_TRUE(book.is_crossed());
  book.audit(true);
  EXPECT_DEATH(book.audit(), "CHECK failed");
  EXPECT_EQ(book.find(bid)->open, Tonnes(10));
  book.cancel(bid);
  EXPECT_FALSE(book.is_crossed());
  book.audit();
  EXPECT_EQ(book.submit(order, events).open, Tonnes(0));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].limit, Price(7'250));
}

TEST(OrderBook, AbortsOnASpecWithoutPrices) {
  EXPECT_DEATH(OrderBook(BookSpec{.tick = Price(0), .max_price = Price(10)}), "CHECK failed");
  EXPECT_DEATH(OrderBook(BookSpec{.tick = Price(11), .max_price = Price(10)}), "CHECK failed");
  EXPECT_DEATH(OrderBook(BookSpec{.tick = Price(1), .max_price = kMaxPrice + Price(1)}),
               "CHECK failed");
}

}  // namespace
}  // namespace tanshi
