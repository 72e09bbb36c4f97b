#include "exchange/service/agent_stream.h"

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "exchange/service/caller.h"
#include "exchange/service/unary.h"
#include "exchange/wire/events.h"
#include "exchange/wire/seats.h"
#include "fmt/format.h"
#include "tanshi/v1/agent_service.pb.h"

namespace tanshi {

namespace {

constexpr std::size_t kMaxQueued = 4'096;
constexpr std::size_t kEventsPerRead = 512;

v1::AttachRefusal refusal_of(const absl::Status& status, v1::AttachRefusal precondition) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
      return v1::ATTACH_REFUSAL_MALFORMED;
    case absl::StatusCode::kNotFound:
      return v1::ATTACH_REFUSAL_SEAT_UNKNOWN;
    case absl::StatusCode::kAlreadyExists:
      return v1::ATTACH_REFUSAL_SEAT_TAKEN;
    default:
      return precondition;
  }
}

class AgentStream final : public RawReactor,
                          public SeatHolder,
                          public OpenStream,
                          public FeedReader,
                          public std::enable_shared_from_this<AgentStream> {
 public:
  AgentStream(const ExchangeParts& parts, const Identity& identity)
      : parts_(parts), broker_(*parts.broker), identity_(identity) {}

  void open() {
    self_ = shared_from_this();
    StartRead(&request_bytes_);
  }

  // ---- Calls of gRPC ----

  void OnReadDone(bool ok) override {
    if (!ok) {
      end(absl::OkStatus());
      return;
    }
    handle_request();
    StartRead(&request_bytes_);
  }

  void OnWriteDone(bool ok) override {
    {
      const std::lock_guard lock(mutex_);
      is_writing_ = false;
      if (!ok) is_gone_ = true;
    }
    go_on();
  }

  void OnCancel() override {
    {
      const std::lock_guard lock(mutex_);
      is_gone_ = true;
    }
    broker_.leave_all(this);
    go_on();
  }

  void OnDone() override {
    broker_.leave_all(this);
    parts_.feed.remove(this);
    parts_.streams.remove(this);
    self_.reset();
  }

  // ---- Calls of the broker ----

  void wake(const SeatBrief& seat, std::int64_t turn, const Observation& observation) override {
    say([&](v1::AttachResponse& response) {
      v1::Wake& wake = *response.mutable_wake();
      wake.set_seat(seat.seat);
      wake.set_turn_number(turn);
      to_wire(observation, *wake.mutable_observation());
    });
  }

  void expired(const SeatBrief& seat, std::int64_t turn) override {
    say([&](v1::AttachResponse& response) {
      response.mutable_expired()->set_seat(seat.seat);
      response.mutable_expired()->set_turn_number(turn);
    });
  }

  void taken_away(const SeatBrief& seat) override {
    {
      const std::lock_guard lock(mutex_);
      followed_.erase(seat.account);
    }
    say([&](v1::AttachResponse& response) { response.mutable_left()->set_seat(seat.seat); });
  }

  void session_over(const std::string& reason) override {
    say([&](v1::AttachResponse& response) { response.mutable_session_over()->set_reason(reason); });
    end(absl::OkStatus());
  }

  // ---- Calls of others ----

  void nudge() override { go_on(); }

  // Gives all seats back, and ends once what was said has been sent.
  void end(const absl::Status& status) override {
    {
      const std::lock_guard lock(mutex_);
      if (!is_ending_) status_ = status;
      is_ending_ = true;
    }
    broker_.leave_all(this);
    go_on();
  }

 private:
  // ---- Requests ----

  void handle_request() {
    if (const absl::Status error = parse(request_bytes_, request_); !error.ok()) {
      return refuse(v1::ATTACH_REFUSAL_MALFORMED, "", 0, error.message());
    }
    switch (request_.request_case()) {
      case v1::AttachRequest::kJoin:
        return join(request_.join());
      case v1::AttachRequest::kLeave:
        return leave(request_.leave());
      case v1::AttachRequest::kTurn:
        return answer(request_.turn());
      case v1::AttachRequest::REQUEST_NOT_SET:
        break;
    }
    refuse(v1::ATTACH_REFUSAL_MALFORMED, "", 0,
           "request is absent; must be one of join, leave, turn");
  }

  // The brief must be on its way before the broker's first wake: so both are done under the lock
  // that every message takes.
  void join(const v1::JoinSeat& wire) {
    absl::Status error;
    if (const absl::Status admitted = admit(parts_, identity_, 0); !admitted.ok()) {
      return refuse(v1::ATTACH_REFUSAL_SEAT_NOT_YOURS, wire.seat(), 0, admitted.message());
    }
    {
      const std::lock_guard lock(mutex_);
      if (is_ending_) return;
      const auto brief = broker_.join(wire.seat(), identity_, shared_from_this());
      if (brief.ok()) {
        to_wire(**brief, *next_message().mutable_joined()->mutable_brief());
        accounts_[(*brief)->seat] = (*brief)->account;
        if (wire.with_events()) follow_events_of(**brief);
      } else {
        error = brief.status();
      }
    }
    if (!error.ok()) {
      const bool over = error.code() == absl::StatusCode::kFailedPrecondition;
      refuse(refusal_of(error,
                        over ? v1::ATTACH_REFUSAL_SESSION_OVER : v1::ATTACH_REFUSAL_SEAT_NOT_YOURS),
             wire.seat(), 0, error.message());
    }
    go_on();
  }

  void leave(const v1::LeaveSeat& wire) {
    if (const absl::Status error = broker_.leave(wire.seat(), this); !error.ok()) {
      return refuse(v1::ATTACH_REFUSAL_SEAT_NOT_HELD, wire.seat(), 0, error.message());
    }
    {
      const std::lock_guard lock(mutex_);
      const AccountId account = accounts_[wire.seat()];
      accounts_.erase(wire.seat());
      followed_.erase(account);
    }
    say([&](v1::AttachResponse& response) { response.mutable_left()->set_seat(wire.seat()); });
  }

  void answer(const v1::Turn& wire) {
    const auto held = accounts_.find(wire.seat());
    if (held == accounts_.end()) {
      return refuse(v1::ATTACH_REFUSAL_SEAT_NOT_HELD, wire.seat(), wire.turn_number(),
                    fmt::format("seat \"{}\" is not held here", wire.seat()));
    }
    auto decision = from_wire(wire, held->second);
    absl::Status error = decision.status();
    if (decision.ok()) {
      error = broker_.answer(wire.seat(), this, wire.turn_number(), *std::move(decision));
    }
    if (error.ok()) return;
    const bool foreign = error.code() == absl::StatusCode::kPermissionDenied;
    refuse(refusal_of(error, foreign ? v1::ATTACH_REFUSAL_ACCOUNT_NOT_OF_SEAT
                                     : v1::ATTACH_REFUSAL_TURN_NOT_UNDER_WAY),
           wire.seat(), wire.turn_number(), error.message());
  }

  void refuse(v1::AttachRefusal reason, const std::string& seat, std::int64_t turn,
              absl::string_view detail) {
    say([&](v1::AttachResponse& response) {
      v1::AttachRefused& refused = *response.mutable_refused();
      refused.set_reason(reason);
      refused.set_seat(seat);
      refused.set_turn_number(turn);
      refused.set_detail(std::string(detail));
    });
  }

  // ---- Events of seats that asked for them; with the lock held ----

  void follow_events_of(const SeatBrief& brief) {
    if (followed_.empty()) {
      next_event_ = parts_.feed.events().next();
      parts_.feed.add_event_reader(shared_from_this());
    }
    followed_.emplace(brief.account, brief.seat);
  }

  // Queues what happened to the followed accounts since the last time: one message a seat.
  void pull_events() {
    std::map<AccountId, v1::SeatEvents*> messages;
    const auto events_of = [&](AccountId account, const std::string& seat) -> v1::SeatEvents& {
      v1::SeatEvents*& message = messages[account];
      if (message == nullptr) {
        message = next_message().mutable_events();
        message->set_seat(seat);
      }
      return *message;
    };
    parts_.feed.events().read(next_event_, kEventsPerRead, events_);
    if (events_.empty()) return;
    if (events_.front().number > next_event_) {
      for (const auto& [account, seat] : followed_) events_of(account, seat).set_missed(true);
    }
    next_event_ = events_.back().number + 1;
    for (const LoggedEvent& logged : events_) {
      for (const auto& [account, seat] : followed_) {
        if (!concerns(logged.event, account)) continue;
        v1::Event& wire = *events_of(account, seat).add_events();
        static_cast<void>(to_wire(logged.event, {.sees_all = false, .account = account}, wire));
        wire.set_event_number(logged.number);
      }
    }
  }

  // ---- Sending ----

  // The message that goes last; with the lock held.
  v1::AttachResponse& next_message() {
    if (!spare_.empty()) {
      queue_.push_back(std::move(spare_.back()));
      spare_.pop_back();
    } else {
      queue_.push_back(std::make_unique<v1::AttachResponse>());
    }
    return *queue_.back();
  }

  template <class Fill>
  void say(const Fill& fill) {
    {
      const std::lock_guard lock(mutex_);
      if (is_finished_) return;
      if (queue_.size() >= kMaxQueued) {
        is_gone_ = true;
        status_ = absl::ResourceExhaustedError(
            fmt::format("{} messages wait to be read (reader_too_slow)", queue_.size()));
      } else {
        fill(next_message());
      }
    }
    go_on();
  }

  // Sends the next message or ends, if it is time for either.
  void go_on() {
    bool is_end = false;
    {
      const std::lock_guard lock(mutex_);
      if (is_writing_ || is_finished_) return;
      if (sending_ != nullptr) {
        sending_->Clear();
        spare_.push_back(std::move(sending_));
      }
      // The loop ends: each pass moves on in the log of events.
      while (queue_.empty() && !followed_.empty() && !is_ending_ &&
             next_event_ < parts_.feed.events().next()) {
        pull_events();
      }
      is_end = is_gone_ || (is_ending_ && queue_.empty());
      if (is_end) {
        is_finished_ = true;
      } else if (queue_.empty()) {
        return;
      } else {
        is_writing_ = true;
        sending_ = std::move(queue_.front());
        queue_.pop_front();
      }
    }
    if (is_end) {
      Finish(to_grpc(status_));
    } else {
      sending_bytes_ = bytes_of(*sending_);
      StartWrite(&sending_bytes_);
    }
  }

  using Message = std::unique_ptr<v1::AttachResponse>;

  const ExchangeParts& parts_;
  SeatBroker& broker_;
  const Identity identity_;
  std::shared_ptr<AgentStream> self_;  // until OnDone

  // Of whoever reads: one at a time.
  grpc::ByteBuffer request_bytes_;
  v1::AttachRequest request_;

  std::mutex mutex_;
  // Guarded by `mutex_`; written by the reading thread alone.
  std::map<std::string, AccountId> accounts_;  // of the seats joined
  // Guarded by `mutex_`; what is `sending` is the writer's while `is_writing_`.
  std::map<AccountId, std::string> followed_;  // whose events are sent
  std::int64_t next_event_ = 0;
  std::vector<LoggedEvent> events_;
  std::deque<Message> queue_;
  std::vector<Message> spare_;  // to use again
  Message sending_;
  grpc::ByteBuffer sending_bytes_;
  absl::Status status_;  // to end with
  bool is_writing_ = false;
  bool is_ending_ = false;
  bool is_gone_ = false;
  bool is_finished_ = false;
};

}  // namespace

RawReactor* open_agent_stream(const ExchangeParts& parts,
                              const grpc::CallbackServerContext& context) {
  const auto identity = authenticate(context, parts.identities);
  if (!identity.ok()) return new RefusedStream(identity.status());
  if (parts.broker == nullptr) {
    return new RefusedStream(
        absl::FailedPreconditionError("no session plays on this exchange (session_absent)"));
  }
  auto stream = std::make_shared<AgentStream>(parts, *identity);
  if (const absl::Status error = parts.streams.add(stream, identity->participant); !error.ok()) {
    return new RefusedStream(error);
  }
  stream->open();
  return stream.get();
}

}  // namespace tanshi
