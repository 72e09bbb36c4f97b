// Shorthand of the book tests: a book of ticks of 5 cents up to 1,000.00, and orders in one line.
#pragma once

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/book/book_types.h"

namespace tanshi {

template <class Book>
class BookFixture : public ::testing::Test {
 protected:
  static constexpr BookSpec kSpec{.tick = Price(5), .max_price = Price(100'000)};

  // Orders get the ids 1, 2, 3, ... Change what the defaults of NewOrder do not say.
  NewOrder order(Side side, int account, std::int64_t cents, std::int64_t quantity_t) {
    NewOrder order;
    order.id = OrderId{++last_id_};
    order.account = AccountId{account};
    order.side = side;
    order.limit = Price(cents);
    order.quantity = Tonnes(quantity_t);
    return order;
  }
  NewOrder buy(int account, std::int64_t cents, std::int64_t quantity_t) {
    return order(Side::kBuy, account, cents, quantity_t);
  }
  NewOrder sell(int account, std::int64_t cents, std::int64_t quantity_t) {
    return order(Side::kSell, account, cents, quantity_t);
  }

  // Leaves in `events` only what this order did.
  SubmitResult submit(const NewOrder& order) {
    events.clear();
    const SubmitResult result = book.submit(order, events);
    book.audit();
    return result;
  }

  std::vector<OrderId> makers() const {
    std::vector<OrderId> ids;
    for (const BookEvent& event : events) ids.push_back(event.id);
    return ids;
  }

  Book book{kSpec};
  std::vector<BookEvent> events;

 private:
  std::int64_t last_id_ = 0;
};

}  // namespace tanshi
