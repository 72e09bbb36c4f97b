#include "tools/bench/load.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

#include "exchange/base/random_stream.h"
#include "fmt/format.h"
#include "tanshi/v1/trading_service.grpc.pb.h"

namespace tanshi {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::shared_ptr<grpc::Channel> own_connection(const std::string& address, int number) {
  grpc::ChannelArguments arguments;
  arguments.SetInt("tanshi.bench.connection", number);  // else equal channels share one
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

void add_token(int account, grpc::ClientContext& context) {
  context.AddMetadata("authorization", fmt::format("Bearer account-{}", account));
}

// Orders of one account. In twenty: ten rest near the middle, two cross it, eight take the oldest
// out again; so eight accounts keep about twelve thousand in the book.
class OrderMix {
 public:
  OrderMix(int account, std::int64_t first_order)
      : random_(1, static_cast<std::uint32_t>(account), 1), next_order_(first_order) {}

  void fill(v1::OrderCommand& command) {
    const std::int64_t kind = random_.uniform_int(0, 19);
    if (resting_.size() > kRestingMax || (kind < 8 && resting_.size() > kRestingMax / 2)) {
      command.mutable_cancel()->set_order_id(resting_.front());
      resting_.pop_front();
    } else {
      submit(kind >= 18, *command.mutable_submit());
    }
  }

  void submit(bool crosses, v1::SubmitOrderRequest& order) {
    const bool buys = random_.uniform_int(0, 1) == 1;
    const std::int64_t away = crosses ? -3 : random_.uniform_int(1, 100);
    if (!crosses) resting_.push_back(next_order_);
    order.set_order_id(next_order_++);
    order.set_instrument_id(1);
    order.set_side(buys ? v1::SIDE_BUY : v1::SIDE_SELL);
    order.set_limit_price_cents_per_tonne(70'00 + (buys ? -away : away));
    order.set_quantity_t(100);
  }

 private:
  static constexpr std::size_t kRestingMax = 1'500;

  RandomStream random_;
  std::int64_t next_order_;
  std::deque<std::int64_t> resting_;  // as far as we know: some have traded
};

class LoadStream final : public grpc::ClientBidiReactor<v1::TradeRequest, v1::TradeResponse> {
 public:
  LoadStream(const std::string& address, const StreamLoad& load, int number,
             std::int64_t first_order)
      : stub_(v1::TradingService::NewStub(own_connection(address, number))),
        mix_(number + 1, first_order),
        batch_(load.batch),
        due_max_(std::int64_t{load.window} * load.batch),
        left_(load.orders / load.streams) {
    add_token(number + 1, context_);
  }

  void start() {
    stub_->async()->Trade(&context_, this);
    AddHold();  // for the writes, which are started by reads as well
    StartRead(&response_);
    StartCall();
    const std::lock_guard lock(mutex_);
    write_on();
  }

  grpc::Status wait(StreamResult& result) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_done_; });
    result.answered += result_.answered;
    result.refused += result_.refused;
    result.responses += result_.responses;
    return status_;
  }

  void OnWriteDone(bool) override {
    const std::lock_guard lock(mutex_);
    is_writing_ = false;
    write_on();
  }
  void OnReadDone(bool ok) override {
    if (!ok) {
      const std::lock_guard lock(mutex_);
      left_ = 0;
      write_on();
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      due_ -= response_.results_size();
      result_.answered += response_.results_size();
      ++result_.responses;
      for (const v1::CommandResult& one : response_.results()) {
        if (one.refusal() != v1::REJECT_REASON_UNSPECIFIED) ++result_.refused;
      }
      write_on();
    }
    StartRead(&response_);
  }
  void OnDone(const grpc::Status& status) override {
    const std::lock_guard lock(mutex_);
    status_ = status;
    is_done_ = true;
    changed_.notify_all();
  }

 private:
  void write_on() {
    if (is_writing_ || is_closed_) return;
    if (left_ <= 0) {
      is_closed_ = true;
      StartWritesDone();
      RemoveHold();
      return;
    }
    if (due_ + batch_ > due_max_) return;
    request_.Clear();
    for (int i = 0; i < batch_; ++i) mix_.fill(*request_.add_commands());
    due_ += batch_;
    left_ -= batch_;
    is_writing_ = true;
    StartWrite(&request_);
  }

  std::unique_ptr<v1::TradingService::Stub> stub_;
  grpc::ClientContext context_;
  OrderMix mix_;
  const int batch_;
  const std::int64_t due_max_;

  std::mutex mutex_;
  std::condition_variable changed_;
  v1::TradeRequest request_;
  v1::TradeResponse response_;
  std::int64_t left_;
  std::int64_t due_ = 0;
  StreamResult result_;
  grpc::Status status_;
  bool is_writing_ = false;
  bool is_closed_ = false;
  bool is_done_ = false;
};

}  // namespace

StreamResult run_streams(const std::string& address, const StreamLoad& load,
                         std::int64_t first_order) {
  std::vector<std::unique_ptr<LoadStream>> streams;
  for (int i = 0; i < load.streams; ++i) {
    streams.push_back(std::make_unique<LoadStream>(address, load, i, first_order));
  }
  const Clock::time_point start = Clock::now();
  for (const auto& stream : streams) stream->start();
  StreamResult result;
  for (const auto& stream : streams) {
    const grpc::Status status = stream->wait(result);
    if (!status.ok()) fmt::print(stderr, "a stream ended: {}\n", status.error_message());
  }
  result.seconds = seconds_since(start);
  return result;
}

std::vector<double> run_calls(const std::string& address, int count, std::int64_t first_order) {
  const auto stub = v1::TradingService::NewStub(own_connection(address, -1));
  OrderMix mix(1, first_order);
  std::vector<double> micros;
  for (int i = 0; i < count; ++i) {
    v1::SubmitOrderRequest request;
    v1::SubmitOrderResponse response;
    mix.submit(false, request);
    grpc::ClientContext context;
    add_token(1, context);
    const Clock::time_point start = Clock::now();
    const grpc::Status status = stub->SubmitOrder(&context, request, &response);
    micros.push_back(seconds_since(start) * 1e6);
    if (!status.ok()) fmt::print(stderr, "a call failed: {}\n", status.error_message());
  }
  std::ranges::sort(micros);
  return micros;
}

std::vector<double> run_ping_pong(const std::string& address, int count, std::int64_t first_order) {
  const auto stub = v1::TradingService::NewStub(own_connection(address, -2));
  OrderMix mix(1, first_order);
  grpc::ClientContext context;
  add_token(1, context);
  const auto stream = stub->Trade(&context);
  std::vector<double> micros;
  for (int i = 0; i < count; ++i) {
    v1::TradeRequest request;
    v1::TradeResponse response;
    mix.submit(false, *request.add_commands()->mutable_submit());
    const Clock::time_point start = Clock::now();
    if (!stream->Write(request) || !stream->Read(&response)) break;
    micros.push_back(seconds_since(start) * 1e6);
  }
  stream->WritesDone();
  const grpc::Status status = stream->Finish();
  if (!status.ok()) fmt::print(stderr, "the stream ended: {}\n", status.error_message());
  std::ranges::sort(micros);
  return micros;
}

}  // namespace tanshi
