// The mirror that follows events shows what the market itself shows; its changes, applied to a
// copy, keep the copy equal.
#include "exchange/service/book_mirror.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "exchange/market/market.h"
#include "tests/testing/market_workload.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

using Levels = std::map<std::int64_t, std::int64_t>;

// What a client makes of the stream.
struct Copy {
  Levels bids;
  Levels asks;

  static void follow(Levels& levels,
                     const google::protobuf::RepeatedPtrField<v1::PriceLevel>& wire) {
    for (const v1::PriceLevel& level : wire) {
      if (level.quantity_t() == 0) {
        levels.erase(level.price_cents_per_tonne());  // not there if it came and went in between
      } else {
        levels[level.price_cents_per_tonne()] = level.quantity_t();
      }
    }
  }
};

Levels levels_of(const Market& market, InstrumentId instrument, Side side) {
  std::vector<DepthLevel> depth;
  market.depth(instrument, side, 100'000, depth);
  Levels levels;
  for (const DepthLevel& level : depth) levels[level.limit.raw()] = level.quantity.raw();
  return levels;
}

BookMirror mirror_of(const Market& market, InstrumentId instrument) {
  std::vector<DepthLevel> bids;
  std::vector<DepthLevel> asks;
  market.depth(instrument, Side::kBuy, 100'000, bids);
  market.depth(instrument, Side::kSell, 100'000, asks);
  return {market.listing(instrument), market.trading(instrument).rules, bids, asks,
          market.quote(instrument)};
}

class BookMirrorTest : public ::testing::Test {
 protected:
  BookMirrorTest() {
    for (const Action& action : open_market()) apply(action);
    for (const Action& action : workload.open_accounts()) apply(action);
  }

  std::vector<Event> apply(const Action& action) {
    std::vector<Event> events;
    market.apply({.time = SimTime(), .action = action}, events);
    return events;
  }

  static constexpr InstrumentId kInstrument{1};
  Market market;
  MarketWorkload workload{1, AccountId{1}};
};

TEST_F(BookMirrorTest, ChangesKeepACopyEqualToTheMarket) {
  for (int i = 0; i < 500; ++i) apply(workload.next());
  BookMirror mirror = mirror_of(market, kInstrument);
  Copy copy{levels_of(market, kInstrument, Side::kBuy),
            levels_of(market, kInstrument, Side::kSell)};
  int trades = 0;

  for (int i = 0; i < 5'000; ++i) {
    for (const Event& event : apply(workload.next())) mirror.apply(event);
    if (i % 7 != 0 || !mirror.has_changed()) continue;
    v1::BookDelta delta;
    mirror.take_changes(delta);
    EXPECT_FALSE(mirror.has_changed());
    Copy::follow(copy.bids, delta.bids());
    Copy::follow(copy.asks, delta.asks());
    trades += delta.trades_size();

    ASSERT_EQ(copy.bids, levels_of(market, kInstrument, Side::kBuy));
    ASSERT_EQ(copy.asks, levels_of(market, kInstrument, Side::kSell));
    const InstrumentQuote quote = market.quote(kInstrument);
    EXPECT_EQ(delta.quote().bid_price_cents_per_tonne(), quote.bid.raw());
    EXPECT_EQ(delta.quote().ask_quantity_t(), quote.ask_quantity.raw());
    EXPECT_EQ(delta.quote().last_price_cents_per_tonne(), quote.last.raw());
    EXPECT_EQ(delta.quote().volume_t(), quote.volume.raw());
  }
  EXPECT_GT(trades, 100);
}

// A call: what it would give while orders gather, its trades, and a direct trade that makes no
// price.
TEST_F(BookMirrorTest, TellsOfCallsAndDirectTrades) {
  TradingRules rules;
  rules.mode = TradingMode::kCall;
  apply(SetTradingRules{kInstrument, rules});
  BookMirror mirror = mirror_of(market, kInstrument);
  const auto follow = [&](const Action& action) {
    for (const Event& event : apply(action)) mirror.apply(event);
  };
  const auto order_of = [&](std::int32_t account, Side side, std::int64_t limit) {
    SubmitOrder order;
    order.account = AccountId{account};
    order.order = OrderId{1'000'000};
    order.instrument = kInstrument;
    order.side = side;
    order.limit = Price(limit);
    order.quantity = Tonnes(10);
    return order;
  };
  v1::BookDelta delta;

  follow(order_of(1, Side::kBuy, 7'300));
  follow(order_of(2, Side::kSell, 7'200));
  mirror.take_changes(delta);
  EXPECT_EQ(delta.quote().indicative_price_cents_per_tonne(),
            market.quote(kInstrument).indicative.raw());
  EXPECT_EQ(delta.quote().indicative_volume_t(), 10);
  delta.Clear();
  follow(Uncross{kInstrument, TradingMode::kContinuous});
  follow(OfferDirect{AccountId{1}, OrderId{1'000'001}, kInstrument, Side::kBuy, Price(1), Tonnes(5),
                     AccountId{2}, false});
  follow(AcceptOffer{AccountId{2}, AccountId{1}, OrderId{1'000'001}});
  mirror.take_changes(delta);

  ASSERT_EQ(delta.trades_size(), 2);
  EXPECT_EQ(delta.trades(0).kind(), v1::TRADE_KIND_CALL);
  EXPECT_EQ(delta.trades(1).kind(), v1::TRADE_KIND_DIRECT);
  EXPECT_EQ(delta.trades(1).taker_side(), v1::SIDE_SELL);
  EXPECT_EQ(delta.quote().last_price_cents_per_tonne(), market.quote(kInstrument).last.raw());
  EXPECT_EQ(delta.quote().volume_t(), 10);
  EXPECT_EQ(delta.quote().indicative_volume_t(), 0);
  EXPECT_EQ(delta.bids_size() + delta.asks_size(), 2);  // both levels are gone
}

TEST_F(BookMirrorTest, ASnapshotComesInPartsThatTogetherAreTheBook) {
  for (int i = 0; i < 2'000; ++i) apply(workload.next());
  const BookMirror mirror = mirror_of(market, kInstrument);
  Levels bids;
  Levels asks;

  const auto parts = mirror.snapshot(3);

  for (std::size_t i = 0; i < parts.size(); ++i) {
    EXPECT_EQ(parts[i].more(), i + 1 < parts.size());
    EXPECT_LE(parts[i].bids_size() + parts[i].asks_size(), 3);
    Copy::follow(bids, parts[i].bids());
    Copy::follow(asks, parts[i].asks());
  }
  EXPECT_GT(parts.size(), 2U);
  EXPECT_EQ(bids, levels_of(market, kInstrument, Side::kBuy));
  EXPECT_EQ(asks, levels_of(market, kInstrument, Side::kSell));
}

TEST_F(BookMirrorTest, AnEmptyBookIsOneEmptySnapshot) {
  const BookMirror mirror(market.listing(kInstrument), TradingRules{}, {}, {}, InstrumentQuote{});

  const auto parts = mirror.snapshot(10);

  ASSERT_EQ(parts.size(), 1U);
  EXPECT_FALSE(parts[0].more());
}

}  // namespace
}  // namespace tanshi
