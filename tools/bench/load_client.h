// A client of the load benchmark: one connection with one stream that stays open, over which it
// sends loads of commands and checks every result. The same for the exchange and for the echo.
//
// Thread-safety: start(), wait() and the figures are for one thread; the rest is gRPC's.
#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "tanshi/v1/trading_service.grpc.pb.h"
#include "tools/bench/order_flow.h"

namespace tanshi {

enum class Venue { kEcho, kExchange };

// A connection of its own to a server of this machine.
[[nodiscard]] std::shared_ptr<grpc::Channel> connect_to(int port);

// Whether the result is what the venue must answer to the oldest command without an answer.
[[nodiscard]] bool is_answer_of(Venue venue, const v1::CommandResult& result, OrderFlow& flow);

struct Load {
  std::int64_t messages = 0;
  int batch = 1;            // commands in a message
  std::int64_t window = 1;  // messages on the way at a time
};

class LoadClient final : public grpc::ClientBidiReactor<v1::TradeRequest, v1::TradeResponse> {
 public:
  // Opens the stream, as the holder of the account.
  LoadClient(Venue venue, int port, AccountId account);
  LoadClient(const LoadClient&) = delete;
  LoadClient& operator=(const LoadClient&) = delete;
  ~LoadClient() override;  // ends the stream

  // Begins to send a load. REQUIRES: none is under way.
  void start(const Load& load);
  // Blocks until every command has its answer. Ends the process if one is wrong, or missing.
  void wait();

  // Of the latest load: from the sending of each message to its last result, in microseconds.
  [[nodiscard]] const std::vector<double>& latencies_us() const { return latencies_us_; }

  // Since the start: bytes of the messages, as protobuf.
  [[nodiscard]] std::int64_t bytes_sent() const { return bytes_sent_; }
  [[nodiscard]] std::int64_t bytes_received() const { return bytes_received_; }

  [[nodiscard]] const OrderFlow& flow() const { return flow_; }

  // ---- Calls of gRPC ----
  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

 private:
  using Clock = std::chrono::steady_clock;

  struct Message {
    Clock::time_point sent;
    int unanswered = 0;  // commands
  };

  void write_on();
  void take_results();

  const Venue venue_;
  std::unique_ptr<v1::TradingService::Stub> stub_;
  grpc::ClientContext context_;

  v1::TradeRequest request_;    // gRPC's while is_writing_
  v1::TradeResponse response_;  // gRPC's, but in OnReadDone

  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by `mutex_` while a load is under way:
  Load load_;
  std::int64_t unsent_ = 0;  // messages of the load
  std::deque<Message> on_the_way_;
  bool is_writing_ = false;
  bool is_done_ = false;
  grpc::Status status_;
  OrderFlow flow_;
  std::vector<double> latencies_us_;
  std::int64_t bytes_sent_ = 0;
  std::int64_t bytes_received_ = 0;
};

}  // namespace tanshi
