// The services over gRPC-Web on a real socket: the same answers as over gRPC, errors in trailers,
// streams as they come, and none that outlives the session.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "exchange/gateway/gateway.h"
#include "tanshi/v1/market_data_service.grpc.pb.h"
#include "tanshi/v1/trading_service.grpc.pb.h"
#include "tests/e2e/exchange_fixture.h"
#include "tests/testing/unpacked.h"
#include "tests/testing/web_client.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr const char* kSubmitOrder = "/tanshi.v1.TradingService/SubmitOrder";
constexpr const char* kListInstruments = "/tanshi.v1.MarketDataService/ListInstruments";
constexpr const char* kStreamEvents = "/tanshi.v1.MarketDataService/StreamEvents";
constexpr const char* kBuyerToken = "Authorization: Bearer buyer\r\n";

class GatewayTest : public ExchangeTest {
 protected:
  void SetUp() override {
    serve();
    auto started = Gateway::start({});
    ASSERT_TRUE(started.ok()) << started.status();
    gateway = *std::move(started);
    gateway->set_channel(server->local_channel());
  }

  static std::string bid(std::int64_t order) {
    v1::SubmitOrderRequest request;
    request.set_order_id(order);
    request.set_instrument_id(1);
    request.set_side(v1::SIDE_BUY);
    request.set_limit_price_cents_per_tonne(60'00);
    request.set_quantity_t(10);
    return request.SerializeAsString();
  }

  // The answer to a call on a connection of its own.
  WebAnswer call(const std::string& path, const std::string& message,
                 const std::string& headers = "") const {
    WebClient client(gateway->port());
    client.post(path, message, headers);
    const WebResponse response = client.read_response();
    EXPECT_EQ(response.status, 200) << response.body;
    return answer_in(response.body);
  }

  std::unique_ptr<Gateway> gateway;
};

TEST_F(GatewayTest, AnOrderIsTakenAsOverGrpc) {
  const WebAnswer answer = call(kSubmitOrder, bid(1), kBuyerToken);

  EXPECT_THAT(answer.trailers, StartsWith("grpc-status: 0\r\n"));
  ASSERT_THAT(answer.messages, SizeIs(1));
  v1::SubmitOrderResponse response;
  ASSERT_TRUE(response.ParseFromString(answer.messages[0]));
  EXPECT_EQ(response.result().open_quantity_t(), 10);
}

TEST_F(GatewayTest, AConnectionServesOneCallAfterTheOther) {
  WebClient client(gateway->port());
  constexpr int kCalls = 300;
  for (int i = 0; i < kCalls; ++i) client.post(kListInstruments, "");  // without waiting

  for (int i = 0; i < kCalls; ++i) {
    const WebResponse response = client.read_response();
    EXPECT_EQ(response.headers.at("content-type"), "application/grpc-web+proto");
    EXPECT_THAT(answer_in(response.body).messages, SizeIs(1));
  }
}

TEST_F(GatewayTest, ErrorsOfTheServicesAreInTheTrailers) {
  const WebAnswer no_token = call(kSubmitOrder, bid(1));
  const WebAnswer unparsable = call(kSubmitOrder, "\xff\xff", kBuyerToken);
  const WebAnswer no_method = call("/tanshi.v1.TradingService/Steal", "");

  EXPECT_THAT(no_token.trailers, HasSubstr("grpc-status: 16\r\n"));
  EXPECT_THAT(no_token.trailers, HasSubstr("(token_absent)"));
  EXPECT_THAT(unparsable.trailers, HasSubstr("grpc-status: 3\r\n"));
  EXPECT_THAT(no_method.trailers, HasSubstr("grpc-status: 12\r\n"));
}

TEST_F(GatewayTest, TheTextFormatIsBase64BothWays) {
  WebClient client(gateway->port());
  client.send(
      fmt::format("POST {} HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n"
                  "Content-Type: application/grpc-web-text\r\n\r\nAAAAAAA=",
                  kListInstruments));

  const WebResponse response = client.read_response();

  EXPECT_EQ(response.headers.at("content-type"), "application/grpc-web-text+proto");
  const auto bytes = from_base64(response.body);
  ASSERT_TRUE(bytes.has_value());
  EXPECT_THAT(answer_in(*bytes).messages, SizeIs(1));
}

TEST_F(GatewayTest, AStreamBringsEventsAsTheyHappenAndEndsWithTheSession) {
  WebClient reader(gateway->port());
  reader.post(kStreamEvents, "", kBuyerToken);
  EXPECT_EQ(reader.read_head().headers.at("transfer-encoding"), "chunked");

  // The stream begins "now", which is some time after its head.
  std::string chunk;
  for (std::int64_t order = 1; chunk.empty() && order < 100; ++order) {
    call(kSubmitOrder, bid(order), kBuyerToken);
    if (reader.has_input(10)) chunk = reader.read_chunk();
  }
  const WebAnswer events = answer_in(chunk);
  ASSERT_THAT(events.messages, SizeIs(1));
  v1::StreamEventsResponse response;
  ASSERT_TRUE(response.ParseFromString(events.messages[0]));
  EXPECT_GE(response.events_size(), 1);

  gateway->set_channel(nullptr);
  std::string rest;
  while (!(chunk = reader.read_chunk()).empty()) rest += chunk;
  EXPECT_THAT(answer_in(rest).trailers, HasSubstr("grpc-status: 14\r\n"));
  EXPECT_THAT(call(kListInstruments, "").trailers, HasSubstr("grpc-status: 14\r\n"));
  gateway->set_channel(server->local_channel());
  EXPECT_THAT(call(kListInstruments, "").trailers, HasSubstr("grpc-status: 0\r\n"));
}

TEST_F(GatewayTest, AStreamThatHasAnEndIsWhole) {
  v1::StreamEventsRequest request;
  request.set_start_event_number(1);
  request.set_end_at_latest(true);

  const WebAnswer answer = call(kStreamEvents, request.SerializeAsString());

  EXPECT_GE(answer.messages.size(), 1u);
  EXPECT_THAT(answer.trailers, StartsWith("grpc-status: 0\r\n"));
}

TEST_F(GatewayTest, AMethodThatWantsAStreamGetsItsOneMessage) {
  const WebAnswer answer =
      call("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", "\x3a\x01*");

  EXPECT_THAT(answer.messages, SizeIs(1));
  EXPECT_THAT(answer.messages[0], HasSubstr("tanshi.v1.TradingService"));
  EXPECT_THAT(answer.trailers, StartsWith("grpc-status: 0\r\n"));
}

TEST_F(GatewayTest, ADeadlineIsKept) {
  const WebAnswer answer = call(kStreamEvents, "", "grpc-timeout: 50m\r\n");
  const WebAnswer malformed = call(kStreamEvents, "", "grpc-timeout: soon\r\n");

  EXPECT_THAT(answer.trailers, HasSubstr("grpc-status: 4\r\n"));
  EXPECT_THAT(malformed.trailers, HasSubstr("grpc-status: 3\r\n"));
}

TEST_F(GatewayTest, TheExchangeEndsItsStreamsWhenItStops) {
  WebClient reader(gateway->port());
  reader.post(kStreamEvents, "");
  EXPECT_EQ(reader.read_head().status, 200);

  server->stop(std::chrono::seconds(5));
  const std::string rest = reader.read_chunk();

  EXPECT_THAT(answer_in(rest).trailers, HasSubstr("grpc-status: 14\r\n"));
  EXPECT_THAT(call(kListInstruments, "").trailers, HasSubstr("grpc-status: 14\r\n"));
}

TEST_F(GatewayTest, HealthIsThatOfWhatIsBehind) {
  const auto health = [&] {
    WebClient client(gateway->port());
    client.get("/healthz");
    return client.read_response().status;
  };

  EXPECT_EQ(health(), 200);
  gateway->set_channel(nullptr);
  EXPECT_EQ(health(), 503);
}

TEST_F(GatewayTest, StopsWithStreamsOpen) {
  WebClient reader(gateway->port());
  reader.post(kStreamEvents, "");
  EXPECT_EQ(reader.read_head().status, 200);

  gateway->stop();

  EXPECT_TRUE(reader.is_closed_by_server());
}

TEST_F(GatewayTest, ReadersThatAreStuckDelayNeitherTheMarketNorOtherReaders) {
  std::vector<std::unique_ptr<WebClient>> stuck;
  v1::StreamEventsRequest from_first;
  from_first.set_start_event_number(1);
  for (int i = 0; i < 30; ++i) {
    stuck.push_back(std::make_unique<WebClient>(gateway->port(), 4096));
    stuck.back()->post(kStreamEvents, from_first.SerializeAsString(), kBuyerToken);
    EXPECT_EQ(stuck.back()->read_head().status, 200);
  }

  // More than the sockets of those who do not read can hold.
  for (std::int64_t order = 1; order <= 40'000; order += 2) {
    const Action actions[] = {SubmitOrder{.account = kBuyer,
                                          .order = OrderId{order},
                                          .instrument = kBook,
                                          .limit = Price(60'00),
                                          .quantity = Tonnes(10)},
                              CancelOrder{.account = kBuyer, .order = OrderId{order}}};
    sequencer.submit(actions, [](auto) {});
  }
  sequencer.flush();
  v1::StreamEventsRequest to_the_end = from_first;
  to_the_end.set_end_at_latest(true);
  const WebAnswer reader = call(kStreamEvents, to_the_end.SerializeAsString(), kBuyerToken);

  ASSERT_FALSE(reader.messages.empty());
  v1::StreamEventsResponse last;
  ASSERT_TRUE(last.ParseFromString(reader.messages.back()));
  EXPECT_GT(last.next_event_number(), 40'000);
  EXPECT_THAT(reader.trailers, StartsWith("grpc-status: 0\r\n"));
  EXPECT_THAT(call(kSubmitOrder, bid(50'001), kBuyerToken).messages, SizeIs(1));
}

TEST_F(GatewayTest, ALargeAnswerIsPackedForWhoAcceptsIt) {
  for (std::int64_t order = 1; order <= 100; ++order) call(kSubmitOrder, bid(order), kBuyerToken);
  WebClient client(gateway->port());
  client.post("/tanshi.v1.TradingService/ListOrders", "", kBuyerToken);
  const WebResponse plain = client.read_response();

  client.post("/tanshi.v1.TradingService/ListOrders", "",
              std::string(kBuyerToken) + "Accept-Encoding: gzip\r\n");
  const WebResponse packed = client.read_response();

  EXPECT_THAT(answer_in(plain.body).trailers, StartsWith("grpc-status: 0\r\n"));
  EXPECT_EQ(packed.headers.at("content-encoding"), "gzip") << plain.body.size();
  EXPECT_LT(packed.body.size(), plain.body.size() / 2);
  EXPECT_EQ(unpacked(packed.body), plain.body);
}

TEST_F(GatewayTest, AnAddressInUseIsToldAtTheStart) {
  GatewayOptions options;
  options.listen = fmt::format("127.0.0.1:{}", gateway->port());

  const auto second = Gateway::start(std::move(options));

  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace tanshi
