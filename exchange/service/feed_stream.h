// A server stream that a client reads at its own pace: whenever the message before has been written
// and there is more, it is asked for the next. Nothing is queued here.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <mutex>
#include <utility>

#include "exchange/service/caller.h"
#include "exchange/service/exchange_parts.h"

namespace tanshi {

// What a stream has to say next: a message, nothing for now, or the end.
template <class Response>
struct Pulled {
  std::shared_ptr<const Response> message;
  bool is_end = false;
};

template <class Response>
class FeedStream : public grpc::ServerWriteReactor<Response>,
                   public FeedReader,
                   public OpenStream,
                   public std::enable_shared_from_this<FeedStream<Response>> {
 public:
  explicit FeedStream(const ExchangeParts& parts) : parts_(parts) {}

  // Keeps the stream alive until gRPC is done with it, and starts to send.
  void open() {
    self_ = this->shared_from_this();
    go_on();
  }

  void nudge() override { go_on(); }

  void OnWriteDone(bool ok) override {
    {
      const std::lock_guard lock(mutex_);
      is_writing_ = false;
      if (!ok) is_ending_ = true;
    }
    go_on();
  }

  void OnCancel() override { end(absl::CancelledError("the client has gone")); }

  void OnDone() override {
    parts_.feed.remove(this);
    parts_.streams.remove(this);
    self_.reset();
  }

  void end(const absl::Status& status) override {
    {
      const std::lock_guard lock(mutex_);
      if (!is_ending_) status_ = status;
      is_ending_ = true;
    }
    go_on();
  }

 protected:
  // What comes next. Called with the stream's lock held, never twice at a time.
  virtual Pulled<Response> pull() = 0;

  const ExchangeParts& parts_;

 private:
  void go_on() {
    bool is_end = false;
    {
      const std::lock_guard lock(mutex_);
      if (is_writing_ || is_finished_) return;
      is_end = is_ending_;
      if (!is_end) {
        Pulled<Response> pulled = pull();
        if (pulled.message == nullptr && !pulled.is_end) return;
        message_ = std::move(pulled.message);
        is_end = message_ == nullptr;
      }
      is_finished_ = is_end;
      is_writing_ = !is_end;
    }
    if (is_end) {
      this->Finish(to_grpc(status_));
    } else {
      this->StartWrite(message_.get());
    }
  }

  std::shared_ptr<FeedStream> self_;
  std::mutex mutex_;
  // Guarded by `mutex_`; the message is gRPC's while `is_writing_`.
  std::shared_ptr<const Response> message_;
  absl::Status status_;
  bool is_writing_ = false;
  bool is_ending_ = false;
  bool is_finished_ = false;
};

// Ends a call that was never opened.
template <class Response>
class RefusedFeedStream final : public grpc::ServerWriteReactor<Response> {
 public:
  explicit RefusedFeedStream(const absl::Status& status) { this->Finish(to_grpc(status)); }
  void OnDone() override { delete this; }
};

}  // namespace tanshi
