// The streams that clients have open: how many there may be, and how all end when the exchange
// shuts down.
//
// Thread-safety: all members may be called from any thread.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>

#include "absl/status/status.h"

namespace tanshi {

class OpenStream {
 public:
  virtual ~OpenStream() = default;

  // Ends the stream with `status` once the client has been sent what is due. May come at any moment
  // and more than once; the first counts.
  virtual void end(const absl::Status& status) = 0;
};

class OpenStreams {
 public:
  explicit OpenStreams(std::size_t count_max) : count_max_(count_max) {}

  // Errors, after which nothing was added: RESOURCE_EXHAUSTED there are as many as there may be;
  // UNAVAILABLE end_all() was called.
  [[nodiscard]] absl::Status add(const std::shared_ptr<OpenStream>& stream);

  // Forgets a stream; does nothing if it was not added.
  void remove(const OpenStream* stream);

  // Ends every stream, and lets no more in.
  void end_all(const absl::Status& status);

  // False once end_all() was called.
  [[nodiscard]] bool is_open() const;

 private:
  const std::size_t count_max_;
  mutable std::mutex mutex_;
  bool is_open_ = true;
  std::map<const OpenStream*, std::weak_ptr<OpenStream>> streams_;
};

}  // namespace tanshi
