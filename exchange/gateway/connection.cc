#include "exchange/gateway/connection.h"

#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "exchange/gateway/gzip.h"
#include "exchange/service/local_channel.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

constexpr int kInvalidArgument = 3;
constexpr int kPermissionDenied = 7;
constexpr int kResourceExhausted = 8;
constexpr int kUnimplemented = 12;
constexpr int kUnavailable = 14;
constexpr int kUnauthenticated = 16;

constexpr std::size_t kInputMax = 64 << 10;     // read ahead of what is being answered
constexpr std::size_t kWorthPacking = 1 << 10;  // a smaller answer fits a packet or two anyway
constexpr std::size_t kLingeringMax = 4 << 20;  // of what a refused client still sends
constexpr std::chrono::seconds kLingering{2};

std::shared_ptr<const std::string> shared(std::string bytes) {
  return std::make_shared<const std::string>(std::move(bytes));
}

std::string now_in_http() {
  return absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", absl::Now(), absl::UTCTimeZone());
}

std::string chunk_of(std::string_view bytes) {
  return fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes);
}

}  // namespace

Connection::Connection(GatewayState& state, std::unique_ptr<Transport> transport,
                       std::string address, std::string shown_address)
    : state_(state),
      transport_(std::move(transport)),
      address_(std::move(address)),
      shown_address_(std::move(shown_address)),
      reader_({state.limits.head_bytes_max, state.limits.body_bytes_max}) {}

void Connection::start() {
  input_due_ = Clock::now() + state_.limits.handshake_within;
  transport_->handshake([self = shared_from_this()](boost::system::error_code error, std::size_t) {
    if (self->phase_ == Phase::kClosed) return;
    if (error) return self->close();
    self->wait_for_request();
    self->read();
  });
}

void Connection::check(Clock::time_point now) {
  if ((input_due_ && *input_due_ <= now) || (output_due_ && *output_due_ <= now)) close();
}

void Connection::close() {
  if (phase_ == Phase::kClosed) return;
  phase_ = Phase::kClosed;
  if (call_) call_->cancel();
  call_.reset();
  transport_->close();
  state_.counts.remove(address_);
  --state_.counted->open_connections;
  state_.connections.erase(shared_from_this());
}

// Reading.

void Connection::read() {
  if (is_reading_ || phase_ == Phase::kClosed || input_.size() >= kInputMax) return;
  is_reading_ = true;
  transport_->read_some(
      boost::asio::buffer(chunk_),
      [self = shared_from_this()](boost::system::error_code error, std::size_t size) {
        self->is_reading_ = false;
        if (self->phase_ == Phase::kClosed) return;
        if (error) return self->close();
        self->on_read(size);
      });
}

void Connection::on_read(std::size_t size) {
  state_.counted->bytes_read += static_cast<std::int64_t>(size);
  if (phase_ == Phase::kLingering) {
    lingering_bytes_ += size;
    if (lingering_bytes_ > kLingeringMax) return close();
  } else {
    input_.append(chunk_.data(), size);
    if (phase_ == Phase::kReading) take_request();
  }
  read();
}

void Connection::wait_for_request() {
  phase_ = Phase::kReading;
  is_answered_ = false;
  const auto patience = input_.empty() ? state_.limits.idle_for : state_.limits.request_within;
  input_due_ = Clock::now() + patience;
  is_idle_ = input_.empty();
}

void Connection::take_request() {
  if (std::exchange(is_idle_, false)) input_due_ = Clock::now() + state_.limits.request_within;
  switch (reader_.read(input_)) {
    case HttpReader::Progress::kMore:
      if (reader_.take_expectation()) send(shared("HTTP/1.1 100 Continue\r\n\r\n"));
      return;
    case HttpReader::Progress::kRefused:
      return refuse();
    case HttpReader::Progress::kDone:
      phase_ = Phase::kAnswering;
      input_due_.reset();
      return answer(reader_.take());
  }
}

// Answers what is no request of ours; nobody knows where the next one would begin.
void Connection::refuse() {
  state_.refused(shown_address_, GatewayRefusal::kMalformed);
  phase_ = Phase::kAnswering;
  input_due_.reset();
  keep_alive_ = false;
  is_head_ = false;
  cross_origin_.clear();
  const auto format = grpc_web_format(reader_.content_type());
  if (format && reader_.refusal() == 413) {
    format_ = *format;
    return on_end({kResourceExhausted, fmt::format("the request has more than {} bytes",
                                                   state_.limits.body_bytes_max)});
  }
  send_response(
      text_response(reader_.refusal(),
                    reader_.refusal() == 400
                        ? "this is not HTTP/1.1\n"
                        : fmt::format("the head may have {} bytes, the body {}\n",
                                      state_.limits.head_bytes_max, state_.limits.body_bytes_max)));
}

void Connection::answer(const HttpRequest& request) {
  ++state_.counted->requests;
  asked_ = Clock::now();
  keep_alive_ = request.keep_alive;
  is_head_ = request.method == "HEAD";
  packs_ = accepts(request.header("accept-encoding"), "gzip");
  cross_origin_ = cross_origin_headers(state_.site, request);
  const auto format = grpc_web_format(request.header("content-type"));
  const bool is_call = request.method == "POST" && format;
  if (is_call) format_ = *format;

  if (const auto wait = state_.rates.take(address_, Clock::now()); wait > wait.zero()) {
    state_.refused(shown_address_, GatewayRefusal::kTooManyRequests);
    keep_alive_ = false;  // to come again costs a token too
    if (is_call) return on_end({kResourceExhausted, "too many requests from this address"});
    HttpResponse response = text_response(429, "too many requests from this address\n");
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    response.headers.emplace_back("Retry-After", fmt::to_string(seconds));
    return send_response(response);
  }
  if (is_call) return call(request);
  send_response(answer_of(state_.site, request));
}

// Calls.

void Connection::call(const HttpRequest& request) {
  if (!may_call(state_.site, request)) {
    state_.refused(shown_address_, GatewayRefusal::kOrigin);
    return on_end({kPermissionDenied, "pages of this origin may not call the exchange here"});
  }
  if (request.is_http_1_0) return send_response(text_response(505, "a call needs HTTP/1.1\n"));
  if (!is_method_path(request.path))
    return on_end({kUnimplemented, "a call is posted to /package.Service/Method"});
  auto message = request_message(request.body, format_);
  if (!message.ok())
    return on_end({message.status().raw_code(), std::string(message.status().message())});
  const CallEnd nobody_there = {kUnavailable, "no exchange is served now"};
  if (state_.channel == nullptr) return on_end(nobody_there);

  CallRequest forwarded{.path = request.path, .message = *std::move(message)};
  if (const auto timeout = request.header("grpc-timeout"); !timeout.empty()) {
    forwarded.timeout = parse_grpc_timeout(timeout);
    if (!forwarded.timeout)
      return on_end({kInvalidArgument, "grpc-timeout must be up to 8 digits and a unit: 500m"});
  }
  if (const auto authorization = request.header("authorization"); !authorization.empty())
    forwarded.metadata.emplace_back("authorization", authorization);
  forwarded.metadata.emplace_back(kClientAddressKey, address_);
  is_stream_ = !is_unary(request.path);
  is_message_asked_ = true;
  call_ = forward_call(state_.thread, *state_.channel, std::move(forwarded), weak_from_this());
  if (call_ == nullptr) return on_end(nobody_there);
  if (!is_stream_) return;
  HttpHeaders headers = call_headers();
  headers.emplace_back("Transfer-Encoding", "chunked");
  send_head(200, std::move(headers));
}

void Connection::end_call(const CallEnd& end) {
  if (!call_) return;
  call_->cancel();
  on_end(end);
}

void Connection::on_message(std::string message) {
  if (!call_) return;
  is_message_asked_ = false;
  if (is_stream_) return send(shared(chunk_of(encoded(message_frame(message), format_))));
  unary_message_ = message_frame(message);
  ask_for_more();  // the end
}

void Connection::ask_for_more() {
  if (std::exchange(is_message_asked_, true)) return;
  call_->read();
}

void Connection::on_end(const CallEnd& end) {
  const bool is_streaming = call_ != nullptr && is_stream_;
  if (call_ != nullptr && !is_stream_) state_.counted->calls.add(Clock::now() - asked_);
  if (end.code == kUnauthenticated && state_.on_refused)
    state_.on_refused(shown_address_, "unauthenticated");
  call_.reset();
  std::string frames = encoded(std::exchange(unary_message_, {}) + trailer_frame(end), format_);
  is_answered_ = true;
  if (is_streaming) return send(shared(chunk_of(frames) + "0\r\n\r\n"));
  HttpResponse response{.headers = call_headers()};
  if (packs_ && frames.size() >= kWorthPacking) {
    frames = gzip(frames, 1);
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
  response.body = shared(std::move(frames));
  send_response(response);
}

HttpHeaders Connection::call_headers() const {
  HttpHeaders headers = {{"Content-Type", std::string(content_type_of(format_))},
                         {"X-Content-Type-Options", "nosniff"},
                         {"Cache-Control", "no-store"}};
  headers.insert(headers.end(), cross_origin_.begin(), cross_origin_.end());
  return headers;
}

// Writing.

void Connection::send_response(const HttpResponse& response) {
  HttpHeaders headers = response.headers;
  const std::size_t size = response.body ? response.body->size() : 0;
  if (response.status != 204 && response.status != 304)
    headers.emplace_back("Content-Length", fmt::to_string(size));
  is_answered_ = true;
  send_head(response.status, std::move(headers));
  if (size > 0 && !is_head_) send(response.body);
}

void Connection::send_head(int status, HttpHeaders headers) {
  headers.emplace_back("Date", now_in_http());
  if (!keep_alive_) headers.emplace_back("Connection", "close");
  send(shared(head_of(status, headers)));
}

void Connection::send(Bytes bytes) {
  output_.push_back(std::move(bytes));
  write();
}

void Connection::write() {
  if (is_writing_ || output_.empty() || phase_ == Phase::kClosed) return;
  is_writing_ = true;
  output_due_ = Clock::now() + state_.limits.write_stalls_for;
  const Bytes bytes = output_.front();  // kept until it is written, whatever becomes of us
  transport_->write_some(
      boost::asio::buffer(*bytes) + written_,
      [self = shared_from_this(), bytes](boost::system::error_code error, std::size_t size) {
        self->is_writing_ = false;
        self->output_due_.reset();
        if (self->phase_ == Phase::kClosed) return;
        if (error) return self->close();
        self->on_written(size);
      });
}

void Connection::on_written(std::size_t size) {
  state_.counted->bytes_written += static_cast<std::int64_t>(size);
  written_ += size;
  if (written_ == output_.front()->size()) {
    output_.pop_front();
    written_ = 0;
  }
  if (!output_.empty()) return write();
  if (!is_answered_) {
    if (call_ && is_stream_) ask_for_more();
    return;
  }
  if (!keep_alive_) return linger();
  wait_for_request();
  if (!input_.empty()) take_request();
  read();
}

// Lets the client read the answer: closed at once, while the client still sends, the answer would
// be lost.
void Connection::linger() {
  phase_ = Phase::kLingering;
  input_due_ = Clock::now() + kLingering;
  input_.clear();
  transport_->finish();
  read();
}

}  // namespace tanshi
