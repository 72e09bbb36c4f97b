// Memory of the order book: none is allocated once it is warm, and it follows the number of live
// orders whatever their prices.
#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "exchange/base/random_stream.h"
#include "exchange/book/order_book.h"
#include "tests/unit/exchange/book/allocation_count.h"

namespace tanshi {
namespace {

constexpr std::size_t kMegabyte = 1'000'000;

class OrderBookMemory : public ::testing::Test {
 protected:
  // Random orders of 100 accounts at limits in [low, high] cents; cancels one at random first if
  // `live_max` rest already.
  void churn(std::int64_t order_count, std::size_t live_max, std::int64_t low, std::int64_t high) {
    for (std::int64_t i = 0; i < order_count; ++i) {
      if (handles_.size() >= live_max) cancel_one();
      NewOrder order;
      order.id = OrderId{++last_id_};
      order.account = AccountId{static_cast<std::int32_t>(random_.uniform_int(1, 100))};
      order.side = random_.uniform_int(0, 1) == 0 ? Side::kBuy : Side::kSell;
      order.limit = Price(random_.uniform_int(low, high));
      order.quantity = Tonnes(random_.uniform_int(1, 100));
      events_.clear();
      const SubmitResult result = book_.submit(order, events_);
      if (result.rested) handles_.push_back(result.handle);
    }
  }

  void cancel_one() {
    const auto last = static_cast<std::int64_t>(handles_.size()) - 1;
    std::swap(handles_[static_cast<std::size_t>(random_.uniform_int(0, last))], handles_.back());
    if (book_.find(handles_.back())) book_.cancel(handles_.back());
    handles_.pop_back();
  }

  RandomStream random_{1, 0, 0};
  OrderBook book_{BookSpec{}};
  std::vector<BookEvent> events_;
  std::vector<OrderHandle> handles_;
  std::int64_t last_id_ = 0;
};

TEST_F(OrderBookMemory, AllocatesNothingOnceWarm) {
  events_.reserve(5'000);  // the caller's, so not what is tested
  churn(100'000, 5'000, 7'000, 8'000);
  const std::int64_t before = allocation_count();
  ASSERT_GT(before, 0) << "the counter does not count";

  churn(100'000, 4'000, 7'000, 8'000);

  EXPECT_EQ(allocation_count(), before);
}

TEST_F(OrderBookMemory, IsBoundedByLiveOrdersHoweverWildTheirPrices) {
  churn(200'000, 1'000, 1, kMaxPrice.raw());
  book_.audit();
  const std::size_t warm = book_.memory_bytes();

  churn(200'000, 1'000, 1, kMaxPrice.raw());

  EXPECT_EQ(book_.memory_bytes(), warm);
  EXPECT_LT(warm, 2 * kMegabyte);
}

TEST_F(OrderBookMemory, OneMillionOrdersTakeAtMost80Megabytes) {
  NewOrder order;
  order.quantity = Tonnes(1);
  for (std::int64_t i = 1; i <= 1'000'000; ++i) {
    order.id = OrderId{i};
    order.account = AccountId{static_cast<std::int32_t>(i % 10'000 + 1)};
    order.side = i % 2 == 0 ? Side::kBuy : Side::kSell;
    order.limit = order.side == Side::kBuy ? Price(7'000 - i % 5'000) : Price(7'001 + i % 5'000);
    book_.submit(order, events_);
  }

  EXPECT_EQ(book_.size(), 1'000'000U);
  EXPECT_LT(book_.memory_bytes(), 80 * kMegabyte);
}

}  // namespace
}  // namespace tanshi
