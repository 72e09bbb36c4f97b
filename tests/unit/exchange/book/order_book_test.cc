// Rules of the order book, one test each.
#include "exchange/book/order_book.h"

#include <vector>

#include <gmock/gmock.h>

namespace tanshi {
namespace {

TEST(OrderBook, OlderOrderAtTheSamePriceFillsFirst) {
  OrderBook book{BookSpec{}};
  std::vector<BookEvent> events;
  NewOrder sell{.id = OrderId{1},
                .account = AccountId{1},
                .side = Side::kSell,
                .limit = Price(7'250),
                .quantity = Tonnes(100)};
  book.submit(sell, events);
  sell.id = OrderId{2};
  book.submit(sell, events);

  const NewOrder buy{.id = OrderId{3},
                     .account = AccountId{2},
                     .side = Side::kBuy,
                     .limit = Price(7'250),
                     .quantity = Tonnes(150)};
  book.submit(buy, events);

  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].id, OrderId{1});
  EXPECT_EQ(events[0].quantity, Tonnes(100));
  EXPECT_EQ(events[1].id, OrderId{2});
  EXPECT_EQ(events[1].quantity, Tonnes(50));
  EXPECT_EQ(events[1].open, Tonnes(50));
  book.audit();
}

}  // namespace
}  // namespace tanshi
