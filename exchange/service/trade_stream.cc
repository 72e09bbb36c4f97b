#include "exchange/service/trade_stream.h"

#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "exchange/service/caller.h"
#include "exchange/service/unary.h"
#include "exchange/wire/commands.h"
#include "exchange/wire/results.h"
#include "exchange/wire/seats.h"
#include "fmt/format.h"
#include "tanshi/v1/trading_service.pb.h"

namespace tanshi {

namespace {

constexpr std::int64_t kMaxDue = 16'384;

// A TradeResponse as bytes.
struct Response {
  std::string bytes;
  std::int64_t results = 0;

  void clear() {
    bytes.clear();  // keeps the memory
    results = 0;
  }
};

class TradeStream final : public RawReactor,
                          public OpenStream,
                          public std::enable_shared_from_this<TradeStream> {
 public:
  TradeStream(const ExchangeParts& parts, const Identity& identity)
      : parts_(parts), identity_(identity) {}

  void open(std::shared_ptr<TradeStream> self) {
    self_ = std::move(self);
    StartRead(&request_bytes_);
  }

  // ---- Calls of gRPC ----

  void OnReadDone(bool ok) override {
    const absl::Status error = ok ? read_commands() : absl::OkStatus();
    if (!ok || !error.ok()) {
      end(error);
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      due_ += std::ssize(actions_);
    }
    parts_.sequencer.submit(
        actions_, [self = shared_from_this()](auto committed) { self->on_committed(committed); });
    {
      const std::lock_guard lock(mutex_);
      is_reading_ = false;
    }
    read_on();
  }

  void OnWriteDone(bool ok) override {
    {
      const std::lock_guard lock(mutex_);
      is_writing_ = false;
      due_ -= sending_.results;
      sending_.clear();
      if (!ok) is_gone_ = true;
    }
    go_on();
    read_on();
  }

  void OnCancel() override {
    {
      const std::lock_guard lock(mutex_);
      is_gone_ = true;
    }
    go_on();
  }

  void OnDone() override {
    parts_.streams.remove(this);
    self_.reset();  // deletes this, unless commands are still on their way to the journal
  }

  // ---- Calls of others ----

  // Reads no more; ends when all that is due has been sent.
  void end(const absl::Status& status) override {
    {
      const std::lock_guard lock(mutex_);
      if (is_ending_) return;
      is_ending_ = true;
      status_ = status;
    }
    go_on();
  }

 private:
  void on_committed(std::span<const Committed> committed) {
    {
      const std::lock_guard lock(mutex_);
      if (is_finished_) return;
      for (const Committed& command : committed) {
        result_.Clear();
        to_wire(command.command, command.events, result_);
        add_known_order(parts_.sequencer, command.events, result_);
        append_result(result_, filling_.bytes);
      }
      filling_.results += std::ssize(committed);
    }
    go_on();
  }

  // Fills `actions_` with the commands of the request; all of them, or an error.
  absl::Status read_commands() {
    if (absl::Status error = parse(request_bytes_, request_); !error.ok()) return error;
    const int count = request_.commands_size();
    if (count < 1 || count > kMaxCommands) {
      return absl::InvalidArgumentError(
          fmt::format("commands has {} entries; must have 1 to {}", count, kMaxCommands));
    }
    if (absl::Status error = admit(parts_, identity_, count); !error.ok()) return error;
    actions_.clear();
    for (int i = 0; i < count; ++i) {
      absl::Status error = append_from_wire(request_.commands(i), identity_.account, actions_);
      if (error.ok()) error = check_may_give(actions_.back());
      if (!error.ok()) {
        return {error.code(), fmt::format("commands[{}].{}", i, std::string(error.message()))};
      }
    }
    return absl::OkStatus();
  }

  [[nodiscard]] absl::Status check_may_give(const Action& action) const {
    return std::visit([this](const auto& command) { return check_may_command(identity_, command); },
                      action);
  }

  // Reads the next request, unless the stream is ending or too much is due.
  void read_on() {
    {
      const std::lock_guard lock(mutex_);
      if (is_ending_ || is_gone_ || is_reading_ || due_ > kMaxDue) return;
      is_reading_ = true;
    }
    StartRead(&request_bytes_);
  }

  // Sends or ends, if it is time for either.
  void go_on() {
    bool is_end = false;
    {
      const std::lock_guard lock(mutex_);
      if (is_writing_ || is_finished_) return;
      is_end = is_gone_ || (is_ending_ && due_ == 0);
      if (is_end) {
        is_finished_ = true;
      } else if (filling_.results > 0) {
        is_writing_ = true;
        std::swap(filling_, sending_);
      } else {
        return;
      }
    }
    if (is_end) {
      Finish(to_grpc(status_));
    } else {
      const grpc::Slice slice(sending_.bytes);
      sending_slices_ = grpc::ByteBuffer(&slice, 1);
      StartWrite(&sending_slices_);
    }
  }

  const ExchangeParts& parts_;
  const Identity identity_;
  std::shared_ptr<TradeStream> self_;  // until OnDone

  // Of whoever reads: one at a time.
  grpc::ByteBuffer request_bytes_;
  v1::TradeRequest request_;
  std::vector<Action> actions_;

  std::mutex mutex_;
  // Guarded by `mutex_`; what is `sending` is the writer's while `is_writing_`.
  v1::CommandResult result_;  // used again for each
  Response filling_;
  Response sending_;
  grpc::ByteBuffer sending_slices_;
  std::int64_t due_ = 0;    // commands read whose results have not been written
  absl::Status status_;     // to end with
  bool is_reading_ = true;  // a read is under way, or what was read is being dealt with
  bool is_writing_ = false;
  bool is_ending_ = false;    // reads no more
  bool is_gone_ = false;      // the client is, and takes no more results
  bool is_finished_ = false;  // gRPC was told the end
};

}  // namespace

RawReactor* open_trade_stream(const ExchangeParts& parts,
                              const grpc::CallbackServerContext& context) {
  const auto identity = authenticate(context, parts.identities);
  if (!identity.ok()) return new RefusedStream(identity.status());
  if (const absl::Status error = check_may_trade(*identity); !error.ok()) {
    return new RefusedStream(error);
  }
  auto stream = std::make_shared<TradeStream>(parts, *identity);
  if (const absl::Status error = parts.streams.add(stream, identity->participant); !error.ok()) {
    return new RefusedStream(error);
  }
  TradeStream* const reactor = stream.get();
  reactor->open(std::move(stream));
  return reactor;
}

}  // namespace tanshi
