#include "tools/bench/load_client.h"

#include <string>

#include "fmt/format.h"
#include "tools/bench/exchange_server.h"
#include "tools/bench/exit_because.h"

namespace tanshi {

std::shared_ptr<grpc::Channel> connect_to(int port) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // else clients share one connection
  return grpc::CreateCustomChannel(fmt::format("127.0.0.1:{}", port),
                                   grpc::InsecureChannelCredentials(), arguments);
}

bool is_answer_of(Venue venue, const v1::CommandResult& result, OrderFlow& flow) {
  return venue == Venue::kExchange ? flow.is_answer(result) : flow.is_echo(result);
}

LoadClient::LoadClient(Venue venue, int port, AccountId account)
    : venue_(venue), stub_(v1::TradingService::NewStub(connect_to(port))), flow_(account) {
  context_.AddMetadata("authorization", "Bearer " + token_of(account));
  stub_->async()->Trade(&context_, this);
  AddHold();  // loads are started from outside
  StartRead(&response_);
  StartCall();
}

LoadClient::~LoadClient() {
  StartWritesDone();
  RemoveHold();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return is_done_; });
}

void LoadClient::start(const Load& load) {
  {
    const std::lock_guard lock(mutex_);
    load_ = load;
    unsent_ = load.messages;
    latencies_us_.clear();
    latencies_us_.reserve(static_cast<std::size_t>(load.messages));
  }
  write_on();
}

void LoadClient::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return is_done_ || (unsent_ == 0 && on_the_way_.empty()); });
  if (is_done_) exit_because("the stream ended: " + status_.error_message());
}

void LoadClient::OnWriteDone(bool /*ok*/) {
  {
    const std::lock_guard lock(mutex_);
    is_writing_ = false;
  }
  write_on();
}

// Writes the next message, unless one is being written or enough are on the way.
void LoadClient::write_on() {
  {
    const std::lock_guard lock(mutex_);
    if (is_writing_ || unsent_ == 0 || std::ssize(on_the_way_) >= load_.window) return;
    is_writing_ = true;
    --unsent_;
    request_.Clear();
    for (int i = 0; i < load_.batch; ++i) flow_.next(*request_.add_commands());
    bytes_sent_ += static_cast<std::int64_t>(request_.ByteSizeLong());
    on_the_way_.push_back({Clock::now(), load_.batch});
  }
  StartWrite(&request_);
}

void LoadClient::OnReadDone(bool ok) {
  if (!ok) return;
  take_results();
  StartRead(&response_);
  write_on();
}

void LoadClient::take_results() {
  const std::lock_guard lock(mutex_);
  const Clock::time_point now = Clock::now();
  bytes_received_ += static_cast<std::int64_t>(response_.ByteSizeLong());
  for (const v1::CommandResult& result : response_.results()) {
    if (!is_answer_of(venue_, result, flow_)) {
      exit_because("a wrong answer: " + result.ShortDebugString());
    }
    Message& oldest = on_the_way_.front();
    if (--oldest.unanswered > 0) continue;
    latencies_us_.push_back(std::chrono::duration<double, std::micro>(now - oldest.sent).count());
    on_the_way_.pop_front();
  }
  if (unsent_ == 0 && on_the_way_.empty()) changed_.notify_one();
}

void LoadClient::OnDone(const grpc::Status& status) {
  const std::lock_guard lock(mutex_);
  is_done_ = true;
  status_ = status;
  changed_.notify_one();
}

}  // namespace tanshi
