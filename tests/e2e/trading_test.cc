// Orders over the wire: what the market answers, who may ask, what is malformed. Whatever is
// refused before it reaches the market leaves no trace in its log.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tanshi/v1/trading_service.grpc.pb.h"
#include "tests/e2e/exchange_fixture.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;

v1::SubmitOrderRequest order(std::int64_t id, v1::Side side, std::int64_t price,
                             std::int64_t quantity) {
  v1::SubmitOrderRequest request;
  request.set_order_id(id);
  request.set_instrument_id(raw_id(kBook));
  request.set_side(side);
  request.set_limit_price_cents_per_tonne(price);
  request.set_quantity_t(quantity);
  return request;
}

class TradingTest : public ExchangeTest {
 protected:
  void SetUp() override {
    serve();
    stub = v1::TradingService::NewStub(channel);
  }

  v1::CommandResult submit(const std::string& token, const v1::SubmitOrderRequest& request) {
    v1::SubmitOrderResponse response;
    const grpc::Status status = stub->SubmitOrder(call_as(token).get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.result();
  }
  grpc::Status refused(const std::string& token, const v1::SubmitOrderRequest& request) {
    const std::uint64_t before = events_hash();
    v1::SubmitOrderResponse response;
    const grpc::Status status = stub->SubmitOrder(call_as(token).get(), request, &response);
    EXPECT_EQ(events_hash(), before);
    return status;
  }

  std::unique_ptr<v1::TradingService::Stub> stub;
};

TEST_F(TradingTest, OrdersMeetAndBothSidesAreTold) {
  const auto rested = submit("seller", order(1, v1::SIDE_SELL, 70'00, 100));
  const auto taken = submit("buyer", order(1, v1::SIDE_BUY, 71'00, 150));

  EXPECT_EQ(rested.open_quantity_t(), 100);
  ASSERT_EQ(taken.fills_size(), 1);
  EXPECT_EQ(taken.fills(0).price_cents_per_tonne(), 70'00);
  EXPECT_EQ(taken.fills(0).quantity_t(), 100);
  EXPECT_EQ(taken.open_quantity_t(), 50);
  EXPECT_GT(taken.command_number(), rested.command_number());
}

TEST_F(TradingTest, ARefusalNamesTheFieldAndTheBound) {
  const auto result = submit("buyer", order(1, v1::SIDE_BUY, 600'00, 100));

  EXPECT_EQ(result.refusal(), v1::REJECT_REASON_PRICE_ABOVE_LIMIT);
  EXPECT_EQ(result.bound(), 500'00);
  EXPECT_EQ(result.detail(),
            "limit_price_cents_per_tonne must be at most 50000 (price_above_limit)");
}

TEST_F(TradingTest, AnOrderSentAgainIsRefusedWithTheOrderAsItStands) {
  submit("seller", order(5, v1::SIDE_SELL, 70'00, 100));
  submit("buyer", order(5, v1::SIDE_BUY, 70'00, 40));

  const auto again = submit("seller", order(5, v1::SIDE_SELL, 70'00, 100));
  const auto gone = submit("buyer", order(5, v1::SIDE_BUY, 70'00, 40));

  EXPECT_EQ(again.refusal(), v1::REJECT_REASON_ORDER_ID_NOT_RISING);
  EXPECT_EQ(again.bound(), 5);
  EXPECT_EQ(again.known_order().open_quantity_t(), 60);
  EXPECT_EQ(gone.refusal(), v1::REJECT_REASON_ORDER_ID_NOT_RISING);
  EXPECT_FALSE(gone.has_known_order());
}

TEST_F(TradingTest, CallsWithoutARightfulTokenAreTurnedAway) {
  const auto mine = order(1, v1::SIDE_BUY, 70'00, 10);
  auto others = mine;
  others.set_account_id(raw_id(kSeller));

  const grpc::Status none = refused("", mine);
  const grpc::Status unknown = refused("guess", mine);
  const grpc::Status foreign = refused("buyer", others);

  EXPECT_EQ(none.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_THAT(none.error_message(), HasSubstr("authorization: Bearer TOKEN"));
  EXPECT_EQ(unknown.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(foreign.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(foreign.error_message(),
            "account_id is 2; the token is of account 1 (account_not_yours)");
}

TEST_F(TradingTest, TheOperatorActsForTheAccountThatItNames) {
  auto request = order(1, v1::SIDE_BUY, 70'00, 10);
  const grpc::Status unnamed = refused("operator", request);
  request.set_account_id(raw_id(kBuyer));

  EXPECT_EQ(unnamed.error_message(), "account_id is 0; must be in [1, 1000000]");
  EXPECT_EQ(submit("operator", request).open_quantity_t(), 10);
}

TEST_F(TradingTest, AFieldWithoutMeaningIsAnInvalidArgument) {
  const grpc::Status status = refused("buyer", order(1, v1::SIDE_UNSPECIFIED, 70'00, 10));

  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_message(), "side is 0; must be in [1, 2]");
}

TEST_F(TradingTest, ACallWhoseDeadlineIsOverDoesNothing) {
  const std::uint64_t before = events_hash();
  auto context = call_as("buyer");
  context->set_deadline(std::chrono::system_clock::now() - std::chrono::seconds(1));
  v1::SubmitOrderResponse response;

  const grpc::Status status =
      stub->SubmitOrder(context.get(), order(1, v1::SIDE_BUY, 70'00, 10), &response);

  EXPECT_EQ(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_EQ(events_hash(), before);
}

TEST_F(TradingTest, OrdersAreListedPageByPage) {
  for (int id = 1; id <= 5; ++id) submit("buyer", order(id, v1::SIDE_BUY, 60'00, 10));
  submit("seller", order(1, v1::SIDE_SELL, 70'00, 10));
  v1::ListOrdersRequest request;
  request.set_page_size(2);
  std::vector<std::int64_t> ids;
  int pages = 0;

  do {
    v1::ListOrdersResponse response;
    const grpc::Status status = stub->ListOrders(call_as("buyer").get(), request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    for (const auto& listed : response.orders()) ids.push_back(listed.order_id());
    request.set_page_token(response.next_page_token());
    ++pages;
  } while (!request.page_token().empty());

  EXPECT_EQ(ids, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
  EXPECT_EQ(pages, 3);
  request.set_page_token("x");
  v1::ListOrdersResponse response;
  EXPECT_EQ(stub->ListOrders(call_as("buyer").get(), request, &response).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(TradingTest, OneOrderIsTold) {
  submit("buyer", order(3, v1::SIDE_BUY, 60'00, 10));
  v1::GetOrderRequest request;
  request.set_order_id(3);
  v1::GetOrderResponse response;

  ASSERT_TRUE(stub->GetOrder(call_as("buyer").get(), request, &response).ok());
  EXPECT_EQ(response.order().limit_price_cents_per_tonne(), 60'00);
  EXPECT_EQ(stub->GetOrder(call_as("seller").get(), request, &response).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(TradingTest, CancelReplaceAndMassCancelAnswer) {
  submit("buyer", order(1, v1::SIDE_BUY, 60'00, 50));
  submit("buyer", order(2, v1::SIDE_BUY, 61'00, 50));
  v1::ReplaceOrderRequest replace;
  replace.set_order_id(1);
  replace.set_limit_price_cents_per_tonne(60'00);
  replace.set_quantity_t(20);
  v1::ReplaceOrderResponse replaced;
  v1::CancelOrderRequest cancel;
  cancel.set_order_id(2);
  v1::CancelOrderResponse cancelled;
  v1::CancelAllOrdersResponse all;
  v1::CancelAllOrdersResponse none;

  ASSERT_TRUE(stub->ReplaceOrder(call_as("buyer").get(), replace, &replaced).ok());
  ASSERT_TRUE(stub->CancelOrder(call_as("buyer").get(), cancel, &cancelled).ok());
  ASSERT_TRUE(stub->CancelAllOrders(call_as("buyer").get(), {}, &all).ok());
  ASSERT_TRUE(stub->CancelAllOrders(call_as("buyer").get(), {}, &none).ok());

  EXPECT_EQ(replaced.result().open_quantity_t(), 20);
  EXPECT_EQ(cancelled.result().cancelled_orders(0).quantity_t(), 50);
  EXPECT_EQ(all.result().cancelled_orders(0).order_id(), 1);
  EXPECT_EQ(none.result().refusal(), v1::REJECT_REASON_ORDER_NOT_LIVE);
}

// ---- The stream --------------------------------------------------------------------------------

class TradeStreamTest : public TradingTest {
 protected:
  void open(const std::string& token) {
    context = call_as(token);
    stream = stub->Trade(context.get());
  }
  static v1::TradeRequest request_of(const std::vector<v1::SubmitOrderRequest>& orders) {
    v1::TradeRequest request;
    for (const auto& one : orders) *request.add_commands()->mutable_submit() = one;
    return request;
  }
  // All results until the stream ends.
  std::vector<v1::CommandResult> read_all() {
    std::vector<v1::CommandResult> results;
    v1::TradeResponse response;
    while (stream->Read(&response)) {
      EXPECT_GT(response.results_size(), 0);
      for (const auto& result : response.results()) results.push_back(result);
    }
    return results;
  }

  std::unique_ptr<grpc::ClientContext> context;
  std::unique_ptr<grpc::ClientReaderWriter<v1::TradeRequest, v1::TradeResponse>> stream;
};

TEST_F(TradeStreamTest, EveryCommandIsAnsweredOnceInOrder) {
  open("buyer");
  constexpr int kMessages = 200;
  constexpr int kBatch = 7;
  for (int i = 0; i < kMessages; ++i) {
    std::vector<v1::SubmitOrderRequest> orders;
    for (int j = 0; j < kBatch; ++j) {
      orders.push_back(order(i * kBatch + j + 1, v1::SIDE_BUY, 60'00, 10));
    }
    ASSERT_TRUE(stream->Write(request_of(orders)));
  }
  stream->WritesDone();

  const auto results = read_all();

  ASSERT_EQ(results.size(), std::size_t{kMessages * kBatch});
  for (std::size_t i = 0; i < results.size(); ++i) {
    EXPECT_EQ(results[i].order_id(), static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(results[i].command_number(),
              results[0].command_number() + static_cast<std::int64_t>(i));
  }
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(TradeStreamTest, AMalformedRequestEndsTheStreamAfterWhatIsDueAndDoesNothing) {
  open("buyer");
  stream->Write(request_of({order(1, v1::SIDE_BUY, 60'00, 10)}));
  stream->Write(
      request_of({order(2, v1::SIDE_BUY, 60'00, 10), order(3, v1::SIDE_UNSPECIFIED, 1, 1)}));

  const auto results = read_all();
  const grpc::Status status = stream->Finish();

  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].order_id(), 1);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_message(), "commands[1].submit.side is 0; must be in [1, 2]");
  sequencer.read([](const Market& market) { EXPECT_EQ(market.last_order_id(kBuyer), OrderId{1}); });
}

TEST_F(TradeStreamTest, AnothersAccountEndsTheStream) {
  open("buyer");
  auto foreign = order(1, v1::SIDE_SELL, 60'00, 10);
  foreign.set_account_id(raw_id(kSeller));
  stream->Write(request_of({foreign}));

  EXPECT_TRUE(read_all().empty());
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::PERMISSION_DENIED);
}

TEST_F(TradeStreamTest, EmptyAndTooLargeBatchesAreNamed) {
  open("buyer");
  stream->Write(v1::TradeRequest());
  EXPECT_TRUE(read_all().empty());
  EXPECT_EQ(stream->Finish().error_message(), "commands has 0 entries; must have 1 to 1024");

  open("buyer");
  stream->Write(request_of(std::vector(1'025, order(1, v1::SIDE_BUY, 60'00, 10))));
  EXPECT_TRUE(read_all().empty());
  EXPECT_EQ(stream->Finish().error_message(), "commands has 1025 entries; must have 1 to 1024");
}

TEST_F(TradeStreamTest, WithoutATokenThereIsNoStream) {
  open("");

  EXPECT_TRUE(read_all().empty());
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

TEST_F(TradeStreamTest, AClientThatDoesNotReadIsHeldBackAndLosesNothing) {
  open("buyer");
  constexpr int kMessages = 100;
  for (int i = 0; i < kMessages; ++i) {
    std::vector<v1::SubmitOrderRequest> orders;
    for (int j = 0; j < 1'000; ++j) orders.push_back(order(i * 1'000 + j + 1, v1::SIDE_BUY, 5, 10));
    ASSERT_TRUE(stream->Write(request_of(orders)));
    if (i == 50) submit("seller", order(1, v1::SIDE_SELL, 70'00, 10));  // others go on
  }
  stream->WritesDone();

  EXPECT_EQ(read_all().size(), 100'000U);
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(TradeStreamTest, WhatWasReadIsCarriedOutThoughTheClientIsGone) {
  open("buyer");
  stream->Write(request_of({order(1, v1::SIDE_BUY, 60'00, 10)}));
  v1::TradeResponse response;
  ASSERT_TRUE(stream->Read(&response));
  context->TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);

  EXPECT_EQ(submit("buyer", order(1, v1::SIDE_BUY, 60'00, 10)).known_order().open_quantity_t(), 10);
}

TEST_F(TradeStreamTest, ShuttingDownSendsWhatIsDueAndSaysWhy) {
  open("buyer");
  stream->Write(request_of({order(1, v1::SIDE_BUY, 60'00, 10)}));
  v1::TradeResponse response;
  ASSERT_TRUE(stream->Read(&response));

  server->stop(std::chrono::seconds(5));

  EXPECT_TRUE(read_all().empty());
  const grpc::Status status = stream->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_message(), HasSubstr("shutting down"));
}

}  // namespace
}  // namespace tanshi
