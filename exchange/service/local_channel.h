// A way to call a server from within its process, without the network, for as long as it serves.
// gRPC's own in-process channel does not outlive its server: a call begun on it after the server's
// shutdown crashes (gRPC 1.51). So calls begin here under a lock, and not once the server stops.
//
// Thread-safety: any thread.
#pragma once

#include <grpcpp/channel.h>

#include <memory>
#include <mutex>
#include <utility>

namespace tanshi {

// Metadata by which who passes on a call of another says for whom: his network address. Heard of
// calls on this channel alone.
inline constexpr const char* kClientAddressKey = "x-tanshi-client";

class LocalChannel {
 public:
  explicit LocalChannel(std::shared_ptr<grpc::Channel> channel) : channel_(std::move(channel)) {}

  // Lets `begin(channel)` begin calls. False: the server has stopped, and nothing was begun.
  template <class Begin>
  [[nodiscard]] bool use(Begin begin) {
    const std::lock_guard lock(mutex_);
    if (channel_ == nullptr) return false;
    begin(channel_);
    return true;
  }

  [[nodiscard]] bool is_open() {
    const std::lock_guard lock(mutex_);
    return channel_ != nullptr;
  }

  // No call begins from now on; those under way go on.
  void close() {
    const std::lock_guard lock(mutex_);
    channel_ = nullptr;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<grpc::Channel> channel_;  // null once closed
};

}  // namespace tanshi
