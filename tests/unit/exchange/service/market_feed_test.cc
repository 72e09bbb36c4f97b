// A reader that keeps up sees every update in order; one that falls behind is told which it missed
// and gets the book again; either ends with the book as it is.
#include "exchange/service/market_feed.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>

#include "exchange/journal/journal.h"
#include "tests/testing/market_workload.h"

namespace tanshi {
namespace {

constexpr InstrumentId kInstrument{1};

struct CountingReader : FeedReader {
  void nudge() override {
    ++nudges;
    nudges.notify_all();
  }
  std::atomic<int> nudges = 0;
};

class MarketFeedTest : public ::testing::Test {
 protected:
  MarketFeedTest() {
    std::vector<Action> opening = open_market();
    for (const Action& action : workload.open_accounts()) opening.push_back(action);
    sequencer.submit(opening, [](auto) {});
  }

  // In groups of `at_once` commands, which are committed together.
  void trade(int groups, int at_once = 1) {
    std::vector<Action> actions;
    for (int i = 0; i < groups; ++i) {
      actions.clear();
      for (int j = 0; j < at_once; ++j) actions.push_back(workload.next());
      sequencer.submit(actions, [](auto) {});
    }
    sequencer.flush();
  }

  // The next message, waited for.
  std::shared_ptr<const v1::StreamBookResponse> take(MarketFeed& feed) {
    for (;;) {
      const int seen = reader->nudges;
      if (auto message = feed.next(kInstrument, cursor)) return message;
      reader->nudges.wait(seen);
    }
  }

  // Reads until the update that holds everything so far; the bids then.
  std::map<std::int64_t, std::int64_t> follow(MarketFeed& feed) {
    std::int64_t last_command = 0;
    sequencer.read([&](const Market& market) { last_command = market.command_count(); });
    std::map<std::int64_t, std::int64_t> bids;
    std::int64_t update = 0;
    std::int64_t command = 0;
    bool in_snapshot = false;
    const auto apply = [&](const auto& part) {
      for (const auto& level : part.bids()) {
        bids[level.price_cents_per_tonne()] = level.quantity_t();
        if (level.quantity_t() == 0) bids.erase(level.price_cents_per_tonne());
      }
      update = part.update_number();
      command = part.command_number();
    };
    while (command < last_command) {
      const auto message = take(feed);
      if (message->has_snapshot()) {
        if (!in_snapshot) bids.clear();
        in_snapshot = message->snapshot().more();
        apply(message->snapshot());
        if (in_snapshot) command = 0;
      } else if (message->has_delta()) {
        EXPECT_EQ(message->delta().update_number(), update + 1);
        apply(message->delta());
      } else {
        ++gaps;
      }
    }
    return bids;
  }

  // An order that is sure to change the book, so that the last update is the last command's.
  void mark() {
    const Action actions[] = {DepositCash{AccountId{1}, Cash(100)},
                              SubmitOrder{.account = AccountId{1},
                                          .order = OrderId{next_mark++},
                                          .instrument = kInstrument,
                                          .side = Side::kBuy,
                                          .limit = Price(1),
                                          .quantity = Tonnes(1)}};
    sequencer.submit(actions, [](std::span<const Committed> done) {
      EXPECT_TRUE(std::holds_alternative<OrderRested>(done.back().events.back()));
    });
    sequencer.flush();
  }

  std::map<std::int64_t, std::int64_t> bids_of_market() {
    std::map<std::int64_t, std::int64_t> bids;
    sequencer.read([&](const Market& market) {
      std::vector<DepthLevel> depth;
      market.depth(kInstrument, Side::kBuy, 100'000, depth);
      for (const DepthLevel& level : depth) bids[level.limit.raw()] = level.quantity.raw();
    });
    return bids;
  }

  MarketWorkload workload{1, AccountId{1}};
  Sequencer sequencer{Market(), nullptr};
  std::shared_ptr<CountingReader> reader = std::make_shared<CountingReader>();
  BookCursor cursor;
  std::int64_t next_mark = 1LL << 40;
  int gaps = 0;
};

TEST_F(MarketFeedTest, AReaderThatKeepsUpEndsWithTheBook) {
  MarketFeed feed(sequencer);
  trade(300);
  feed.add_book_reader(kInstrument, reader);
  ASSERT_TRUE(take(feed)->has_snapshot());
  cursor = BookCursor{};
  trade(500);
  mark();

  EXPECT_EQ(follow(feed), bids_of_market());
  EXPECT_EQ(gaps, 0);
}

TEST_F(MarketFeedTest, ASlowReaderIsToldOfTheGapAndResyncs) {
  MarketFeed feed(sequencer, {.events_kept = 10'000, .updates_kept = 4, .snapshot_levels = 5});
  feed.add_book_reader(kInstrument, reader);
  ASSERT_TRUE(take(feed)->has_snapshot());
  const std::int64_t expected = cursor.next_update;
  for (int i = 0; i < 30; ++i) {
    const int seen = reader->nudges;
    mark();
    reader->nudges.wait(seen);
  }

  const auto message = take(feed);
  ASSERT_TRUE(message->has_gap());
  EXPECT_EQ(message->gap().first_missed_update_number(), expected);
  EXPECT_GE(message->gap().last_missed_update_number(), expected + 4);
  EXPECT_TRUE(take(feed)->has_snapshot());
}

TEST_F(MarketFeedTest, AFeedThatFallsBehindItselfBeginsAnew) {
  MarketFeed feed(sequencer, {.events_kept = 16, .updates_kept = 4, .snapshot_levels = 5});
  feed.add_book_reader(kInstrument, reader);
  static_cast<void>(take(feed));
  trade(50, 40);  // each group has more events than are kept
  mark();

  EXPECT_EQ(follow(feed), bids_of_market());
  EXPECT_GT(gaps, 0);
}

TEST_F(MarketFeedTest, ARemovedReaderIsNudgedNoMore) {
  MarketFeed feed(sequencer);
  feed.add_event_reader(reader);
  feed.remove(reader.get());
  const auto other = std::make_shared<CountingReader>();
  feed.add_event_reader(other);
  trade(1);
  other->nudges.wait(0);

  EXPECT_EQ(reader->nudges, 0);
}

}  // namespace
}  // namespace tanshi
