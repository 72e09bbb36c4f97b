// One connection of a browser: requests in, answers out, one after the other.
//
// A connection reads all the while, so that it learns at once when its client goes, which cancels
// the call under way. What it is given to send it sends in order; the next message of a stream is
// asked for once the one before has left.
//
// Thread-safety: lives on the gateway's thread.
#pragma once

#include <array>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "exchange/gateway/forwarded_call.h"
#include "exchange/gateway/gateway_state.h"
#include "exchange/gateway/http.h"
#include "exchange/gateway/transport.h"

namespace tanshi {

class Connection final : public CallReceiver, public std::enable_shared_from_this<Connection> {
 public:
  using Clock = std::chrono::steady_clock;

  // `state` outlives the connection.
  Connection(GatewayState& state, std::unique_ptr<Transport> transport, std::string address,
             std::string shown_address);

  void start();

  // Closes it if it has kept us waiting for too long.
  void check(Clock::time_point now);

  // Ends the call under way, if any.
  void end_call(const CallEnd& end);

  void close();

  [[nodiscard]] const std::string& address() const { return address_; }

  void on_message(std::string message) override;
  void on_end(const CallEnd& end) override;

 private:
  enum class Phase { kGreeting, kReading, kAnswering, kLingering, kClosed };
  using Bytes = std::shared_ptr<const std::string>;

  void read();
  void on_read(std::size_t size);
  void take_request();
  void refuse();
  void answer(const HttpRequest& request);
  void call(const HttpRequest& request);
  void ask_for_more();
  [[nodiscard]] HttpHeaders call_headers() const;

  void send_response(const HttpResponse& response);
  void send_head(int status, HttpHeaders headers);
  void send(Bytes bytes);
  void write();
  void on_written(std::size_t size);
  void wait_for_request();
  void linger();

  GatewayState& state_;
  const std::unique_ptr<Transport> transport_;
  const std::string address_;        // as it is counted
  const std::string shown_address_;  // for a person
  Clock::time_point asked_{};        // when the request had come
  HttpReader reader_;
  Phase phase_ = Phase::kGreeting;

  std::array<char, 16 << 10> chunk_;  // the read under way
  bool is_reading_ = false;
  std::string input_;     // has come and is not taken yet
  bool is_idle_ = false;  // nothing of the next request has come
  std::size_t lingering_bytes_ = 0;
  std::optional<Clock::time_point> input_due_;

  std::deque<Bytes> output_;  // to be sent; of the first, what lies behind `written_`
  std::size_t written_ = 0;
  bool is_writing_ = false;
  std::optional<Clock::time_point> output_due_;

  // Of the request that is being answered.
  bool is_head_ = false;
  bool keep_alive_ = true;
  bool is_answered_ = false;  // all of the answer is in `output_`
  bool packs_ = false;
  GrpcWebFormat format_ = GrpcWebFormat::kBinary;
  HttpHeaders cross_origin_;
  std::shared_ptr<ForwardedCall> call_;
  bool is_stream_ = false;
  bool is_message_asked_ = false;
  std::string unary_message_;
};

}  // namespace tanshi
