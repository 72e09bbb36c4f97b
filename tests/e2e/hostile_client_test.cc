// Clients that read slowly, say nothing, too much or nonsense: they are closed or refused, cost
// their own call only, and everybody else is served meanwhile.
#include <gmock/gmock.h>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "exchange/base/random_stream.h"
#include "exchange/gateway/gateway.h"
#include "exchange/service/local_channel.h"
#include "tests/testing/seeds.h"
#include "tests/testing/web_client.h"

namespace tanshi {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::size_t kFloodMessage = 64 << 10;

// Any service: /any.Flood/* sends for ever, /any.Details/* fails with details, all else is silent.
class AnyService final : public grpc::CallbackGenericService {
 public:
  std::atomic<int> open_calls = 0;
  std::atomic<int> writes = 0;

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override {
    return new Call(*this, context->method());
  }

 private:
  class Call final : public grpc::ServerGenericBidiReactor {
   public:
    Call(AnyService& service, const std::string& method) : service_(service) {
      ++service_.open_calls;
      if (method.starts_with("/any.Flood/")) write();
      if (method.starts_with("/any.Details/"))
        finish({grpc::StatusCode::NOT_FOUND, "none", std::string("\x08\x05\xff")});
    }
    void OnWriteDone(bool ok) override {
      if (ok) write();
    }
    void OnCancel() override { finish(grpc::Status::CANCELLED); }
    void OnDone() override {
      --service_.open_calls;
      delete this;
    }

   private:
    void finish(const grpc::Status& status) {
      const std::lock_guard lock(mutex_);
      if (!std::exchange(is_finished_, true)) Finish(status);
    }
    void write() {
      const std::lock_guard lock(mutex_);
      if (is_finished_) return;
      ++service_.writes;
      const grpc::Slice slice(std::string(kFloodMessage, 'x'));
      buffer_ = grpc::ByteBuffer(&slice, 1);
      StartWrite(&buffer_);
    }
    AnyService& service_;
    std::mutex mutex_;
    bool is_finished_ = false;
    grpc::ByteBuffer buffer_;
  };
};

class HostileClientTest : public ::testing::Test {
 protected:
  void serve(GatewayLimits limits = {}) {
    grpc::ServerBuilder builder;
    builder.RegisterCallbackGenericService(&service);
    server_ = builder.BuildAndStart();
    channel_ = std::make_shared<LocalChannel>(server_->InProcessChannel({}));
    GatewayOptions options;
    options.limits = limits;
    auto started = Gateway::start(std::move(options));
    ASSERT_TRUE(started.ok()) << started.status();
    gateway = *std::move(started);
    gateway->set_channel(channel_);
  }

  void TearDown() override {
    gateway.reset();
    if (channel_) channel_->close();
    if (server_) server_->Shutdown(std::chrono::system_clock::now() + 1s);
  }

  int health() const {
    WebClient client(gateway->port());
    client.get("/healthz");
    return client.read_response().status;
  }

  static bool comes_true(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (!condition() && std::chrono::steady_clock::now() < deadline)
      std::this_thread::sleep_for(5ms);
    return condition();
  }

  AnyService service;
  std::unique_ptr<Gateway> gateway;

 private:
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<LocalChannel> channel_;
};

TEST_F(HostileClientTest, ASlowReaderSlowsDownItsOwnStreamOnly) {
  serve();
  WebClient slow(gateway->port(), 4096);
  slow.post("/any.Flood/Now", "");
  ASSERT_TRUE(comes_true([&] { return service.writes > 1; }));

  // What fits the sockets' buffers is taken, and nothing more.
  int before = 0;
  ASSERT_TRUE(comes_true([&] {
    before = service.writes;
    std::this_thread::sleep_for(200ms);
    return service.writes == before;
  }));
  EXPECT_LT(before, 200);
  EXPECT_EQ(health(), 200);

  EXPECT_EQ(slow.read_head().status, 200);
  for (int i = 0; i < 200; ++i) ASSERT_FALSE(slow.read_chunk().empty());
  EXPECT_GE(service.writes, 200);
}

TEST_F(HostileClientTest, WhoReadsNothingForTooLongIsCutOff) {
  serve({.write_stalls_for = 300ms});
  WebClient stuck(gateway->port(), 4096);
  stuck.post("/any.Flood/Now", "");
  ASSERT_TRUE(comes_true([&] { return service.open_calls == 1; }));

  EXPECT_TRUE(comes_true([&] { return service.open_calls == 0; }));
}

TEST_F(HostileClientTest, WhoGoesCancelsItsCallAtOnce) {
  serve();
  WebClient client(gateway->port());
  client.post("/any.Silent/Wait", "");
  ASSERT_TRUE(comes_true([&] { return service.open_calls == 1; }));

  const auto begin = std::chrono::steady_clock::now();
  client.close();

  EXPECT_TRUE(comes_true([&] { return service.open_calls == 0; }));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
}

TEST_F(HostileClientTest, DetailsOfAnErrorArePassedOn) {
  serve();
  WebClient client(gateway->port());
  client.post("/any.Details/Get", "");

  EXPECT_THAT(answer_in(client.read_response().body).trailers,
              StartsWith("grpc-status: 5\r\ngrpc-message: none\r\n"
                         "grpc-status-details-bin: CAX/\r\n"));
}

TEST_F(HostileClientTest, AnAddressHasSoManyConnectionsAndNoMore) {
  serve({.connections_of_address_max = 3});
  std::vector<std::unique_ptr<WebClient>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<WebClient>(gateway->port()));
    clients.back()->get("/healthz");
    EXPECT_EQ(clients.back()->read_response().status, 200);
  }

  EXPECT_TRUE(WebClient(gateway->port()).is_closed_by_server());
  clients.pop_back();
  EXPECT_TRUE(comes_true([&] { return health() == 200; }));
}

TEST_F(HostileClientTest, AnAddressHasSoManyRequestsASecond) {
  serve({.requests_of_address_per_second = 1, .requests_of_address_burst = 4});
  WebClient client(gateway->port());  // counts as one
  for (int i = 0; i < 3; ++i) {
    client.get("/healthz");
    EXPECT_EQ(client.read_response().status, 200);
  }

  client.get("/healthz");
  const WebResponse refused = client.read_response();

  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.headers.at("retry-after"), "1");
  EXPECT_TRUE(client.is_closed_by_server());
  EXPECT_TRUE(WebClient(gateway->port()).is_closed_by_server());
}

TEST_F(HostileClientTest, ACallTooManyIsToldSo) {
  serve({.requests_of_address_per_second = 1, .requests_of_address_burst = 1});
  WebClient client(gateway->port());
  client.post("/any.Flood/Now", "");

  const WebResponse refused = client.read_response();

  EXPECT_EQ(refused.status, 200);
  EXPECT_THAT(answer_in(refused.body).trailers, HasSubstr("grpc-status: 8\r\n"));
  EXPECT_EQ(service.open_calls, 0);
}

TEST_F(HostileClientTest, ABodyThatIsTooLargeIsRefusedBeforeItCame) {
  serve({.body_bytes_max = 1'000});
  WebClient client(gateway->port());
  client.post("/any.Silent/Wait", std::string(200'000, 'x'));

  const WebResponse refused = client.read_response();

  EXPECT_EQ(refused.status, 200);
  EXPECT_EQ(refused.headers.at("connection"), "close");
  EXPECT_THAT(answer_in(refused.body).trailers, HasSubstr("grpc-status: 8\r\n"));
  EXPECT_TRUE(client.is_closed_by_server());
  EXPECT_EQ(service.open_calls, 0);
}

TEST_F(HostileClientTest, WhatIsNoRequestIsRefusedAndClosed) {
  serve();
  const auto refusal = [&](const std::string& bytes) {
    WebClient client(gateway->port());
    client.send(bytes);
    const int status = client.read_response().status;
    EXPECT_TRUE(client.is_closed_by_server());
    return status;
  };

  EXPECT_EQ(refusal("\x16\x03\x01 hello\r\n\r\n"), 400);
  EXPECT_EQ(refusal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 400);
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nX: " + std::string(100'000, 'x')), 431);
  EXPECT_EQ(refusal("GET /" + std::string(100'000, 'x')), 431);
}

TEST_F(HostileClientTest, ARequestThatDripsIsCutOff) {
  serve({.request_within = 400ms});
  WebClient client(gateway->port());
  const std::string request = "GET /healthz HTTP/1.1\r\nX-Slow: " + std::string(1'000, 'x');

  std::size_t sent = 0;
  while (sent < 200 && client.send(request.substr(sent, 1)) && !client.has_input(20)) ++sent;

  EXPECT_LT(sent, 200u);
  EXPECT_TRUE(client.is_closed_by_server());
}

TEST_F(HostileClientTest, WhoSaysNothingOrHalfIsCutOff) {
  serve({.request_within = 300ms, .idle_for = 300ms});
  WebClient silent(gateway->port());
  WebClient idle(gateway->port());
  idle.get("/healthz");
  EXPECT_EQ(idle.read_response().status, 200);
  WebClient half(gateway->port());
  half.send("POST /any.Silent/Wait HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf");

  EXPECT_TRUE(silent.is_closed_by_server());
  EXPECT_TRUE(idle.is_closed_by_server());
  EXPECT_TRUE(half.is_closed_by_server());
}

TEST_F(HostileClientTest, CallsThatAreNoneAreAnsweredWithAReason) {
  serve();
  const auto trailers = [&](const std::string& path, const std::string& body,
                            const std::string& headers) {
    WebClient client(gateway->port());
    client.send(fmt::format("POST {} HTTP/1.1\r\nHost: here\r\nContent-Length: {}\r\n{}\r\n{}",
                            path, body.size(), headers, body));
    const std::string answer = client.read_response().body;
    return answer_in(from_base64(answer).value_or(answer)).trailers;
  };
  const std::string binary = "Content-Type: application/grpc-web\r\n";
  const std::string text = "Content-Type: application/grpc-web-text\r\n";

  EXPECT_THAT(trailers("/any.Flood/Now", "@@@@", text), HasSubstr("grpc-status: 3\r\n"));
  EXPECT_THAT(trailers("/any.Flood/Now", "xx", binary), HasSubstr("grpc-status: 3\r\n"));
  EXPECT_THAT(trailers("/../etc/passwd", "", binary), HasSubstr("grpc-status: 12\r\n"));
  EXPECT_THAT(trailers("/any.Flood/Now", "", binary + "Origin: http://evil\r\n"),
              HasSubstr("grpc-status: 7\r\n"));
  EXPECT_EQ(service.open_calls, 0);
}

TEST_F(HostileClientTest, AClientThatAsksFirstIsToldToGoOn) {
  serve();
  WebClient client(gateway->port());
  client.send(
      "POST /any.Details/Get HTTP/1.1\r\nContent-Type: application/grpc-web\r\n"
      "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");

  EXPECT_EQ(client.read_head().status, 100);
  client.send(std::string(5, '\0'));
  EXPECT_THAT(answer_in(client.read_response().body).trailers, HasSubstr("grpc-status: 5\r\n"));
}

TEST_F(HostileClientTest, NoBytesBringItDown) {
  serve({.connections_of_address_max = 64,
         .requests_of_address_per_second = 100'000,
         .requests_of_address_burst = 100'000});
  const std::vector<std::string> parts = {"GET / HTTP/1.1\r\n",
                                          "POST /any.Flood/Now HTTP/1.1\r\n",
                                          "Content-Length: 5\r\n",
                                          "Content-Type: application/grpc-web\r\n",
                                          "Transfer-Encoding: chunked\r\n",
                                          "\r\n",
                                          std::string(5, '\0'),
                                          "5\r\n",
                                          "ffffffffffffffff\r\n",
                                          "0\r\n\r\n",
                                          "\x80\xff\r"};
  const auto last_part = static_cast<std::int64_t>(parts.size()) - 1;

  for (const std::uint64_t seed : test_seeds(300)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    WebClient client(gateway->port());
    for (std::int64_t count = random.uniform_int(1, 8); count > 0; --count)
      client.send(parts[static_cast<std::size_t>(random.uniform_int(0, last_part))]);
  }

  EXPECT_TRUE(comes_true([&] { return health() == 200; }));
  EXPECT_TRUE(comes_true([&] { return service.open_calls == 0; }));
}

}  // namespace
}  // namespace tanshi
