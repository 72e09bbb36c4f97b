// The streams that clients have open: how many there may be, and how all end when the exchange
// shuts down.
//
// Thread-safety: all members may be called from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
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
  // UNAVAILABLE end_all() was called. `participant`: of a class, whose stream it is; 0: none's.
  [[nodiscard]] absl::Status add(const std::shared_ptr<OpenStream>& stream,
                                 std::int64_t participant = 0);

  // Forgets a stream; does nothing if it was not added.
  void remove(const OpenStream* stream);

  // Ends every stream, and lets no more in.
  void end_all(const absl::Status& status);

  // Ends every stream of a participant.
  void end_of(std::int64_t participant, const absl::Status& status);

  [[nodiscard]] std::size_t count() const;

  // False once end_all() was called.
  [[nodiscard]] bool is_open() const;

 private:
  struct Entry {
    std::weak_ptr<OpenStream> stream;
    std::int64_t participant = 0;
  };

  const std::size_t count_max_;
  mutable std::mutex mutex_;
  bool is_open_ = true;
  std::map<const OpenStream*, Entry> streams_;
};

}  // namespace tanshi
