// OrderBook and NaiveBook, which share no code, do the same for long random sequences of commands;
// both keep their invariants. Canaries show that the comparison sees a small mistake.
#include "exchange/book/order_book.h"

#include <gtest/gtest.h>

#include "exchange/book/naive_book.h"
#include "tests/property/exchange/book/twin_books.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

constexpr int kSteps = 10'000;

TEST(OrderBookProperty, IsTheNaiveBook) {
  for (const std::uint64_t seed : test_seeds(40)) {
    const ReplayLine replay(seed);
    TwinBooks<OrderBook, NaiveBook> twins(seed);

    ASSERT_TRUE(twins.run(kSteps));
    EXPECT_GT(twins.fill_count(), kSteps / 20) << "too little trading to prove much";
  }
}

// --- Canaries: books with one mistake each ------------------------------------------------------

class BookThatForgetsToStop : public OrderBook {
 public:
  using OrderBook::OrderBook;
  SubmitResult submit(NewOrder order, std::vector<BookEvent>& events) {
    if (order.self_trade_prevention == SelfTradePrevention::kCancelBoth) {
      order.self_trade_prevention = SelfTradePrevention::kCancelResting;
    }
    return OrderBook::submit(order, events);
  }
};

class BookThatCountsOwnOrders : public OrderBook {
 public:
  using OrderBook::OrderBook;
  [[nodiscard]] bool can_fill(NewOrder order) const {
    order.account = AccountId{999};
    return OrderBook::can_fill(order);
  }
};

class BookThatRestsWhatIsEqual : public OrderBook {
 public:
  using OrderBook::OrderBook;
  [[nodiscard]] bool would_cross(Side side, Price limit) const {
    const auto other = best(opposite(side));
    return other && (side == Side::kBuy ? limit > other->limit : limit < other->limit);
  }
};

class BookThatMissesALevel : public OrderBook {
 public:
  using OrderBook::OrderBook;
  void depth(Side side, std::size_t max_levels, std::vector<DepthLevel>& out) const {
    OrderBook::depth(side, max_levels, out);
    if (out.size() > 5) out.erase(out.begin() + 5);
  }
};

class BookThatSwapsNeighbours : public NaiveBook {
 public:
  using NaiveBook::NaiveBook;
  void all_orders(std::vector<RestingOrder>& out) const {
    NaiveBook::all_orders(out);
    for (std::size_t i = 1; i < out.size(); ++i) {
      if (out[i - 1].side == out[i].side && out[i - 1].limit == out[i].limit) {
        return std::swap(out[i - 1], out[i]);
      }
    }
  }
};

template <class Broken>
class OrderBookCanary : public ::testing::Test {};
using BrokenBooks =
    ::testing::Types<BookThatForgetsToStop, BookThatCountsOwnOrders, BookThatRestsWhatIsEqual,
                     BookThatMissesALevel, BookThatSwapsNeighbours>;
TYPED_TEST_SUITE(OrderBookCanary, BrokenBooks);

TYPED_TEST(OrderBookCanary, IsFoundByOneOfThreeSeeds) {
  bool found = false;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    found = found || !TwinBooks<TypeParam, NaiveBook>(seed).run(kSteps);
  }

  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace tanshi
