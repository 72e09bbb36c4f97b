#include "exchange/gateway/forwarded_call.h"

#include <google/protobuf/descriptor.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "exchange/service/local_channel.h"

namespace tanshi {

namespace {

namespace asio = boost::asio;

grpc::ByteBuffer buffer_of(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string bytes_of(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  bytes.reserve(buffer.Length());
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices)
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

// Reads are asked for from outside of gRPC's callbacks, so a hold keeps gRPC from being done
// between two of them. It is given back once: when a read finds the end, or else, after cancel(),
// when no read is under way.
class GenericCall final : public ForwardedCall,
                          public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                          public std::enable_shared_from_this<GenericCall> {
 public:
  GenericCall(std::shared_ptr<asio::io_context> thread, std::shared_ptr<grpc::Channel> channel,
              CallRequest request, std::weak_ptr<CallReceiver> receiver)
      : thread_(std::move(thread)),
        work_(asio::make_work_guard(*thread_)),
        stub_(std::move(channel)),
        path_(std::move(request.path)),
        request_(buffer_of(request.message)),
        receiver_(std::move(receiver)) {
    for (const auto& [name, value] : request.metadata) context_.AddMetadata(name, value);
    if (request.timeout) {
      const auto timeout =
          std::chrono::duration_cast<std::chrono::system_clock::duration>(*request.timeout);
      context_.set_deadline(std::chrono::system_clock::now() + timeout);
    }
  }

  void start() {
    self_ = shared_from_this();
    stub_.PrepareBidiStreamingCall(&context_, path_, {}, this);
    StartWriteLast(&request_, {});
    AddHold();
    read();
    StartCall();
  }

  void read() override {
    is_reading_ = true;
    StartRead(&message_);
  }

  void cancel() override {
    if (std::exchange(is_cancelled_, true)) return;
    context_.TryCancel();
    if (!is_reading_) RemoveHold();
  }

  void OnReadDone(bool ok) override {
    if (!ok) return RemoveHold();  // OnDone follows
    asio::post(*thread_, [self = shared_from_this()] { self->tell_message(); });
  }

  void OnDone(const grpc::Status& status) override {
    CallEnd end = {.code = status.error_code(), .message = status.error_message()};
    for (const auto& [name, value] : context_.GetServerTrailingMetadata())
      end.trailers.emplace_back(std::string(name.data(), name.size()),
                                std::string(value.data(), value.size()));
    const auto thread = thread_;  // outlives the post
    asio::post(*thread, [self = std::move(self_), end = std::move(end)] { self->tell_end(end); });
  }

 private:
  void tell_message() {
    const std::string message = bytes_of(message_);
    message_.Clear();
    is_reading_ = false;
    if (is_cancelled_) return RemoveHold();
    if (const auto receiver = receiver_.lock()) {
      receiver->on_message(message);
    } else {
      cancel();
    }
  }

  void tell_end(const CallEnd& end) {
    const auto receiver = receiver_.lock();
    if (receiver && !is_cancelled_) receiver->on_end(end);
    work_.reset();
  }

  const std::shared_ptr<asio::io_context> thread_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;  // until the end is told
  std::shared_ptr<GenericCall> self_;                                // until gRPC is done with it
  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  const std::string path_;
  const grpc::ByteBuffer request_;
  grpc::ByteBuffer message_;  // gRPC's between read() and OnReadDone
  const std::weak_ptr<CallReceiver> receiver_;
  bool is_cancelled_ = false;
  bool is_reading_ = false;  // no message has been told of since read()
};

}  // namespace

std::shared_ptr<ForwardedCall> forward_call(std::shared_ptr<asio::io_context> thread,
                                            LocalChannel& channel, CallRequest request,
                                            std::weak_ptr<CallReceiver> receiver) {
  std::shared_ptr<GenericCall> call;
  static_cast<void>(channel.use([&](const std::shared_ptr<grpc::Channel>& open) {
    call = std::make_shared<GenericCall>(std::move(thread), open, std::move(request),
                                         std::move(receiver));
    call->start();
  }));
  return call;
}

bool is_unary(std::string_view path) {
  if (path.empty()) return false;
  std::string name(path.substr(1));
  std::replace(name.begin(), name.end(), '/', '.');
  const auto* const method =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(name);
  return method != nullptr && !method->server_streaming();
}

}  // namespace tanshi
