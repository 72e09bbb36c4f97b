// Market data over the wire: books and events for readers of any speed, each seeing what it may.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "exchange/market/event_fields.h"
#include "exchange/wire/events.h"
#include "tanshi/v1/market_data_service.grpc.pb.h"
#include "tests/e2e/exchange_fixture.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;

class MarketDataTest : public ExchangeTest {
 protected:
  void SetUp() override {
    serve(options());
    stub = v1::MarketDataService::NewStub(channel);
  }
  virtual ServerOptions options() { return {}; }

  void apply(std::vector<Action> actions) {
    sequencer.submit(actions, [](auto) {});
    sequencer.flush();
  }
  void submit(AccountId account, Side side, std::int64_t price, std::int64_t quantity) {
    apply({SubmitOrder{.account = account,
                       .order = OrderId{++orders},
                       .instrument = kBook,
                       .side = side,
                       .limit = Price(price),
                       .quantity = Tonnes(quantity)}});
  }

  std::unique_ptr<v1::MarketDataService::Stub> stub;
  std::int64_t orders = 0;
};

TEST_F(MarketDataTest, InstrumentsAreListedWithTheirRules) {
  v1::ListInstrumentsResponse response;

  ASSERT_TRUE(stub->ListInstruments(call_as("").get(), {}, &response).ok());

  ASSERT_EQ(response.instruments_size(), 1);
  EXPECT_EQ(response.instruments(0).first_vintage_year(), 2025);
  EXPECT_EQ(response.instruments(0).last_vintage_year(), 2030);
  EXPECT_EQ(response.instruments(0).lot_t(), 10);
  EXPECT_EQ(response.instruments(0).max_price_cents_per_tonne(), 500'00);
}

TEST_F(MarketDataTest, DepthIsToldLevelByLevel) {
  submit(kBuyer, Side::kBuy, 60'00, 10);
  submit(kBuyer, Side::kBuy, 60'00, 30);
  submit(kBuyer, Side::kBuy, 59'00, 10);
  submit(kSeller, Side::kSell, 70'00, 20);
  v1::GetDepthRequest request;
  request.set_instrument_id(1);
  request.set_level_count_max(1);
  v1::GetDepthResponse response;

  ASSERT_TRUE(stub->GetDepth(call_as("").get(), request, &response).ok());

  ASSERT_EQ(response.bids_size(), 1);
  EXPECT_EQ(response.bids(0).quantity_t(), 40);
  EXPECT_EQ(response.bids(0).order_count(), 2);
  EXPECT_EQ(response.quote().ask_price_cents_per_tonne(), 70'00);
  EXPECT_EQ(response.phase(), v1::TRADING_PHASE_OPEN);
}

TEST_F(MarketDataTest, WhatIsNotThereIsNamed) {
  v1::GetDepthRequest request;
  v1::GetDepthResponse response;
  const auto error_of = [&](std::int64_t instrument, std::int32_t levels) {
    request.set_instrument_id(instrument);
    request.set_level_count_max(levels);
    return stub->GetDepth(call_as("").get(), request, &response);
  };

  EXPECT_EQ(error_of(2, 1).error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(error_of(0, 1).error_message(), "instrument_id is 0; must be in [1, 64]");
  EXPECT_EQ(error_of(1, 1'001).error_message(), "level_count_max is 1001; must be in [1, 1000]");
  v1::StreamBookRequest book;
  book.set_instrument_id(3);
  auto context = call_as("");
  auto reader = stub->StreamBook(context.get(), book);
  v1::StreamBookResponse update;
  EXPECT_FALSE(reader->Read(&update));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(MarketDataTest, ABookStreamsAsSnapshotThenChanges) {
  submit(kBuyer, Side::kBuy, 60'00, 10);
  v1::StreamBookRequest request;
  request.set_instrument_id(1);
  auto context = call_as("");
  auto reader = stub->StreamBook(context.get(), request);
  v1::StreamBookResponse update;

  ASSERT_TRUE(reader->Read(&update));
  ASSERT_TRUE(update.has_snapshot());
  EXPECT_EQ(update.snapshot().bids(0).quantity_t(), 10);
  EXPECT_FALSE(update.snapshot().more());
  const std::int64_t number = update.snapshot().update_number();

  submit(kSeller, Side::kSell, 60'00, 30);
  ASSERT_TRUE(reader->Read(&update));
  ASSERT_TRUE(update.has_delta());
  EXPECT_EQ(update.delta().update_number(), number + 1);
  EXPECT_EQ(update.delta().bids(0).quantity_t(), 0);
  EXPECT_EQ(update.delta().asks(0).quantity_t(), 20);
  ASSERT_EQ(update.delta().trades_size(), 1);
  EXPECT_EQ(update.delta().trades(0).taker_side(), v1::SIDE_SELL);
  EXPECT_EQ(update.delta().quote().last_price_cents_per_tonne(), 60'00);
}

// ---- Events ------------------------------------------------------------------------------------

class EventsTest : public MarketDataTest {
 protected:
  // All events from `start` that the token may see.
  std::vector<v1::Event> events(const std::string& token, std::int64_t start,
                                v1::EventGap* gap = nullptr) {
    v1::StreamEventsRequest request;
    request.set_start_event_number(start);
    request.set_end_at_latest(true);
    auto context = call_as(token);
    auto reader = stub->StreamEvents(context.get(), request);
    std::vector<v1::Event> events;
    v1::StreamEventsResponse response;
    while (reader->Read(&response)) {
      if (response.has_gap() && gap != nullptr) *gap = response.gap();
      for (const auto& event : response.events()) events.push_back(event);
    }
    const grpc::Status status = reader->Finish();
    EXPECT_TRUE(status.ok()) << status.error_message();
    return events;
  }

  std::int64_t next_event() const {
    std::int64_t next = 0;
    sequencer.read([&](const Market& market) { next = market.event_count() + 1; });
    return next;
  }
};

TEST_F(EventsTest, TheOperatorSeesEveryEventAsItWas) {
  const std::int64_t start = next_event();
  std::vector<Event> expected;
  sequencer.subscribe([&](std::span<const Committed> commands) {
    for (const Committed& command : commands) {
      expected.insert(expected.end(), command.events.begin(), command.events.end());
    }
  });
  submit(kBuyer, Side::kBuy, 60'00, 10);
  submit(kSeller, Side::kSell, 60'00, 30);
  submit(kBuyer, Side::kBuy, 3, 10);  // off tick
  apply({CloseDay{}, ReportEmissions{kBuyer, Year{2025}, Tonnes(5)}});

  const auto seen = events("operator", start);

  ASSERT_EQ(seen.size(), expected.size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i].event_number(), start + static_cast<std::int64_t>(i));
    const auto event = from_wire(seen[i]);
    ASSERT_TRUE(event.ok());
    EXPECT_TRUE(*event == expected[i]) << seen[i].DebugString();
  }
}

TEST_F(EventsTest, NothingPrivateReachesOthers) {
  const std::int64_t start = next_event();
  submit(kBuyer, Side::kBuy, 60'00, 10);
  submit(kSeller, Side::kSell, 60'00, 30);
  apply({DepositCash{kBuyer, Cash(5)}});

  const auto of_public = events("", start);
  const auto of_seller = events("seller", start);

  ASSERT_EQ(of_public.size(), 1U);
  EXPECT_EQ(of_public[0].traded().quantity_t(), 10);
  EXPECT_EQ(of_public[0].traded().maker_account_id(), 0);
  ASSERT_EQ(of_seller.size(), 3U);
  EXPECT_EQ(of_seller[0].order_accepted().account_id(), raw_id(kSeller));
  EXPECT_EQ(of_seller[1].traded().taker_account_id(), raw_id(kSeller));
  EXPECT_EQ(of_seller[1].traded().maker_account_id(), 0);
  EXPECT_EQ(of_seller[2].order_rested().open_quantity_t(), 20);
}

TEST_F(EventsTest, AReaderGoesOnWhereItStopped) {
  const std::int64_t start = next_event();
  for (int i = 0; i < 1'000; ++i) submit(kBuyer, Side::kBuy, 60'00, 10);

  const auto all = events("buyer", start);
  const auto rest = events("buyer", all.at(700).event_number());

  EXPECT_EQ(all.size(), 2'000U);
  EXPECT_EQ(rest.size(), 1'300U);
}

TEST_F(EventsTest, EventsFromBeforeTheStartAreAGap) {
  v1::EventGap gap;
  const std::int64_t first = next_event();
  submit(kBuyer, Side::kBuy, 60'00, 10);

  const auto seen = events("operator", 1, &gap);

  EXPECT_EQ(gap.first_missed_event_number(), 1);
  EXPECT_EQ(gap.last_missed_event_number(), first - 1);
  EXPECT_EQ(seen.size(), 2U);
}

TEST_F(EventsTest, ANumberThatIsNotThereYetIsRefused) {
  v1::StreamEventsRequest request;
  request.set_start_event_number(1'000'000);
  auto context = call_as("");
  auto reader = stub->StreamEvents(context.get(), request);
  v1::StreamEventsResponse response;

  EXPECT_FALSE(reader->Read(&response));
  EXPECT_THAT(reader->Finish().error_message(), HasSubstr("start_event_number is 1000000"));
}

TEST_F(EventsTest, AnUnknownTokenIsNotThePublic) {
  auto context = call_as("guess");
  auto reader = stub->StreamEvents(context.get(), {});
  v1::StreamEventsResponse response;

  EXPECT_FALSE(reader->Read(&response));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

// ---- Slow readers ------------------------------------------------------------------------------

class SlowReaderTest : public MarketDataTest {
 protected:
  ServerOptions options() override {
    ServerOptions options;
    options.feed = {.events_kept = 1'000, .updates_kept = 10, .snapshot_levels = 100};
    return options;
  }
};

// The market takes its hundred thousand orders while the reader sleeps; then the reader is told of
// the gap and ends with the book as it is.
TEST_F(SlowReaderTest, AReaderThatSleepsIsToldTheGapAndResyncsAndSlowsNobody) {
  grpc::ChannelArguments arguments;  // a connection that holds little
  arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  arguments.SetInt(GRPC_ARG_HTTP2_STREAM_LOOKAHEAD_BYTES, 1 << 16);
  stub = v1::MarketDataService::NewStub(
      grpc::CreateCustomChannel(address(), grpc::InsecureChannelCredentials(), arguments));
  v1::StreamBookRequest request;
  request.set_instrument_id(1);
  auto context = call_as("");
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  auto reader = stub->StreamBook(context.get(), request);
  v1::StreamBookResponse update;
  ASSERT_TRUE(reader->Read(&update));

  for (int i = 0; i < 2'000; ++i) {
    std::vector<Action> actions;
    for (int j = 0; j < 50; ++j) {
      actions.emplace_back(SubmitOrder{.account = kBuyer,
                                       .order = OrderId{++orders},
                                       .instrument = kBook,
                                       .side = Side::kBuy,
                                       .limit = Price(5 * (1 + (i * 50 + j) % 2'000)),
                                       .quantity = Tonnes(10)});
    }
    actions.emplace_back(CancelAllOrders{kBuyer, std::nullopt});
    apply(actions);
  }
  submit(kBuyer, Side::kBuy, 77'00, 70);
  std::int64_t last_command = 0;
  sequencer.read([&](const Market& market) { last_command = market.command_count(); });

  std::map<std::int64_t, std::int64_t> bids;
  int gaps = 0;
  std::int64_t command = 0;
  const auto follow = [&](const auto& part) {
    for (const auto& level : part.bids()) {
      bids[level.price_cents_per_tonne()] = level.quantity_t();
      if (level.quantity_t() == 0) bids.erase(level.price_cents_per_tonne());
    }
    command = part.command_number();
  };
  while (command < last_command && reader->Read(&update)) {
    if (update.has_gap()) {
      ++gaps;
      bids.clear();
    }
    if (update.has_snapshot()) follow(update.snapshot());
    if (update.has_delta()) follow(update.delta());
  }

  EXPECT_GT(gaps, 0);
  EXPECT_EQ(bids, (std::map<std::int64_t, std::int64_t>{{77'00, 70}}));
}

}  // namespace
}  // namespace tanshi
