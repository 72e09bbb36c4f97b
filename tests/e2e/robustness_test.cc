// Whatever reaches its socket, the exchange goes on serving the others, and what is no command
// leaves no trace in the log: garbage, broken messages, crowds, streams that nobody reads.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/byte_buffer.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/base/random_stream.h"
#include "google/protobuf/descriptor.h"
#include "tanshi/v1/agent_service.grpc.pb.h"
#include "tanshi/v1/market_data_service.grpc.pb.h"
#include "tanshi/v1/registry_service.grpc.pb.h"
#include "tanshi/v1/session_service.grpc.pb.h"
#include "tanshi/v1/trading_service.grpc.pb.h"
#include "tests/e2e/exchange_fixture.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

// A plain TCP connection.
class Socket {
 public:
  explicit Socket(int port) : descriptor_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int result =
        connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    EXPECT_EQ(result, 0);
  }
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&&) = delete;
  ~Socket() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  // What the other side has closed takes no more; that is no failure here.
  void say(std::string_view bytes) const {
    static_cast<void>(send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
  }

 private:
  int descriptor_;
};

std::string random_bytes(RandomStream& random, std::int64_t size_max) {
  std::string bytes(static_cast<std::size_t>(random.uniform_int(0, size_max)), '\0');
  for (char& byte : bytes) byte = static_cast<char>(random.uniform_int(0, 255));
  return bytes;
}

v1::SubmitOrderRequest bid(std::int64_t id) {
  v1::SubmitOrderRequest request;
  request.set_order_id(id);
  request.set_instrument_id(raw_id(kBook));
  request.set_side(v1::SIDE_BUY);
  request.set_limit_price_cents_per_tonne(60'00);
  request.set_quantity_t(10);
  return request;
}

class RobustnessTest : public ExchangeTest {
 protected:
  void expect_alive() {
    v1::SubmitOrderResponse response;
    const auto stub = v1::TradingService::NewStub(channel);
    const grpc::Status status =
        stub->SubmitOrder(call_as("buyer").get(), bid(++orders_), &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.result().open_quantity_t(), 10) << response.DebugString();
    sequencer.read([](const Market& market) { market.audit(); });
  }

  std::int64_t orders_ = 1LL << 40;
};

TEST_F(RobustnessTest, GarbageOnTheSocketIsNoCommand) {
  serve();
  const std::uint64_t before = events_hash();
  for (const std::uint64_t seed : test_seeds(300)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    const Socket socket(server->port());
    if (random.uniform_int(0, 2) > 0) socket.say(kPreface.substr(0, seed % 2 == 0 ? 24 : 10));
    socket.say(random_bytes(random, 2'000));
  }

  EXPECT_EQ(events_hash(), before);
  expect_alive();
}

TEST_F(RobustnessTest, ThousandsOfConnectionsThatSayNothingKeepNobodyOut) {
  rlimit files{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &files), 0);
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 10'000);
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &files), 0);
  // Both ends are in this process.
  const std::size_t count = std::min<std::size_t>(2'000, (files.rlim_cur - 200) / 2);
  serve();
  std::vector<Socket> crowd;
  crowd.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    crowd.emplace_back(server->port());
    if (i % 2 == 0) crowd.back().say(kPreface);
  }

  expect_alive();
  crowd.clear();
  expect_alive();
}

TEST_F(RobustnessTest, StreamsThatNobodyReadsKeepNobodyOut) {
  serve();
  const auto stub = v1::TradingService::NewStub(channel);
  const auto data = v1::MarketDataService::NewStub(channel);
  v1::StreamBookRequest book;
  book.set_instrument_id(raw_id(kBook));
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::unique_ptr<grpc::ClientReaderWriter<v1::TradeRequest, v1::TradeResponse>>>
      trades;
  std::vector<std::unique_ptr<grpc::ClientReader<v1::StreamBookResponse>>> books;
  for (int i = 0; i < 200; ++i) {
    contexts.push_back(call_as("seller"));
    trades.push_back(stub->Trade(contexts.back().get()));
    contexts.push_back(call_as(""));
    books.push_back(data->StreamBook(contexts.back().get(), book));
  }

  for (int i = 0; i < 100; ++i) expect_alive();
  for (const auto& context : contexts) context->TryCancel();
  for (const auto& stream : trades) EXPECT_FALSE(stream->Finish().ok());
  expect_alive();
}

TEST_F(RobustnessTest, TooManyStreamsAreRefusedAndMakeRoomWhenTheyEnd) {
  ServerOptions options;
  options.streams_max = 3;
  serve(options);
  const auto stub = v1::TradingService::NewStub(channel);
  v1::TradeRequest request;
  v1::TradeResponse response;
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::unique_ptr<grpc::ClientReaderWriter<v1::TradeRequest, v1::TradeResponse>>> open;
  const auto open_one = [&] {
    contexts.push_back(call_as("buyer"));
    open.push_back(stub->Trade(contexts.back().get()));
    request.Clear();
    *request.add_commands()->mutable_submit() = bid(++orders_);
    open.back()->Write(request);
    return open.back()->Read(&response);
  };
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(open_one());

  EXPECT_FALSE(open_one());
  const grpc::Status status = open.back()->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_THAT(status.error_message(), HasSubstr("too_many_streams"));

  open.front()->WritesDone();
  EXPECT_TRUE(open.front()->Finish().ok());
  bool has_room = false;  // once the exchange has heard of the end
  for (int i = 0; i < 100 && !has_room; ++i) has_room = open_one();
  EXPECT_TRUE(has_room);
  for (const auto& context : contexts) context->TryCancel();
}

TEST_F(RobustnessTest, AMessageThatIsTooLargeIsRefusedAndDoesNothing) {
  serve();
  const std::uint64_t before = events_hash();
  v1::ListOrdersRequest request;
  request.set_page_token(std::string(3 << 20, 'x'));
  v1::ListOrdersResponse response;
  const auto stub = v1::TradingService::NewStub(channel);

  const grpc::Status status = stub->ListOrders(call_as("buyer").get(), request, &response);

  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(events_hash(), before);
  expect_alive();
}

// ---- Broken messages to every method -----------------------------------------------------------

// The path of each method of each service.
std::vector<std::string> methods() {
  std::vector<std::string> paths;
  for (const auto* file :
       {v1::SubmitOrderRequest::descriptor()->file(), v1::StreamBookRequest::descriptor()->file(),
        v1::GetAccountRequest::descriptor()->file(), v1::GetSessionRequest::descriptor()->file(),
        v1::AttachRequest::descriptor()->file()}) {
    const auto* service = file->service(0);
    for (int i = 0; i < service->method_count(); ++i) {
      paths.push_back(fmt::format("/{}/{}", service->full_name(), service->method(i)->name()));
    }
  }
  return paths;
}

class BrokenMessagesTest : public RobustnessTest {
 protected:
  // Long beside what an answer takes on a busy machine.
  static constexpr std::chrono::milliseconds kAnswered{30'000};

  // Sends `bytes` as the request, and gives the call up after `patience`: it may be a stream that
  // goes on.
  grpc::Status call(const std::string& path, const std::string& bytes,
                    std::chrono::milliseconds patience = kAnswered) {
    grpc::GenericStub stub(channel);
    auto context = call_as("seller");
    context->set_deadline(std::chrono::system_clock::now() + patience);
    grpc::CompletionQueue queue;
    auto stream = stub.PrepareCall(context.get(), path, &queue);
    const grpc::Slice slice(bytes);
    const grpc::ByteBuffer request(&slice, 1);
    grpc::Status status;
    const auto step = [&queue] {
      void* tag = nullptr;
      bool ok = false;
      return queue.Next(&tag, &ok) && ok;
    };
    stream->StartCall(nullptr);
    bool is_open = step();
    if (is_open) {
      stream->WriteLast(request, grpc::WriteOptions(), nullptr);
      is_open = step();
    }
    grpc::ByteBuffer response;
    while (is_open) {
      stream->Read(&response, nullptr);
      is_open = step();
    }
    stream->Finish(&status, nullptr);
    step();
    queue.Shutdown();
    while (step()) {
    }
    return status;
  }
};

TEST_F(BrokenMessagesTest, RandomBytesAsAnyRequestAreNoTroubleToOthers) {
  serve();
  const std::vector<std::string> paths = methods();
  EXPECT_EQ(paths.size(), 48U);
  std::map<grpc::StatusCode, int> answers;
  for (const std::uint64_t seed : test_seeds(10)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    for (const std::string& path : paths) {
      const auto patience = std::chrono::milliseconds(200);
      ++answers[call(path, random_bytes(random, 200), patience).error_code()];
    }
  }

  // Some bytes read as a request; of those that do not, calls and streams say so.
  EXPECT_GT(answers[grpc::StatusCode::INVALID_ARGUMENT], 200);
  EXPECT_EQ(answers[grpc::StatusCode::UNIMPLEMENTED], 0);
  EXPECT_EQ(answers[grpc::StatusCode::UNAVAILABLE], 0);
  expect_alive();
}

TEST_F(BrokenMessagesTest, BytesThatAreNoRequestAreCalledThat) {
  serve();

  for (const char* path :
       {"/tanshi.v1.TradingService/SubmitOrder", "/tanshi.v1.MarketDataService/StreamBook"}) {
    const grpc::Status status = call(path, "\xff\xff\xff");
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(status.error_message(), fmt::format("the bytes are not the request of {} as "
                                                  "proto/tanshi/v1 says (message_malformed)",
                                                  path));
  }
  EXPECT_EQ(call("/tanshi.v1.TradingService/Trade", "\xff\xff\xff").error_message(),
            "the bytes are not tanshi.v1.TradeRequest as proto/tanshi/v1 says (message_malformed)");
}

TEST_F(BrokenMessagesTest, ABatchWithFlippedBitsIsCarriedOutWholeOrNotAtAll) {
  serve();
  v1::TradeRequest batch;
  for (int id = 1; id <= 8; ++id) *batch.add_commands()->mutable_submit() = bid(id);
  const std::string whole = batch.SerializeAsString();
  int whole_batches = 0;
  int no_batches = 0;
  for (const std::uint64_t seed : test_seeds(200)) {
    const ReplayLine replay(seed);
    RandomStream random(seed, 0, 0);
    std::string broken = whole;
    for (int i = 0; i < 3; ++i) {
      const auto at = static_cast<std::size_t>(random.uniform_int(0, std::ssize(broken) - 1));
      broken[at] = static_cast<char>(broken[at] ^ (1 << random.uniform_int(0, 7)));
    }
    std::int64_t before = 0;
    sequencer.read([&](const Market& market) { before = market.command_count(); });

    static_cast<void>(call("/tanshi.v1.TradingService/Trade", broken));

    // What still reads as a request has as many commands as it says.
    v1::TradeRequest read;
    const std::int64_t commands = read.ParseFromString(broken) ? read.commands_size() : 0;
    sequencer.read([&](const Market& market) {
      const std::int64_t carried_out = market.command_count() - before;
      EXPECT_TRUE(carried_out == 0 || carried_out == commands) << carried_out;
      ++(carried_out == 0 ? no_batches : whole_batches);
    });
  }

  EXPECT_GT(whole_batches, 10);
  EXPECT_GT(no_batches, 10);

  expect_alive();
}

}  // namespace
}  // namespace tanshi
