#include "exchange/service/open_streams.h"

#include <utility>
#include <vector>

#include "fmt/format.h"

namespace tanshi {

absl::Status OpenStreams::add(const std::shared_ptr<OpenStream>& stream, std::int64_t participant) {
  const std::lock_guard lock(mutex_);
  if (!is_open_) return absl::UnavailableError("the exchange is shutting down (shutting_down)");
  if (streams_.size() >= count_max_) {
    return absl::ResourceExhaustedError(fmt::format(
        "{} streams are open, the most that there may be (too_many_streams)", streams_.size()));
  }
  streams_.emplace(stream.get(), Entry{stream, participant});
  return absl::OkStatus();
}

void OpenStreams::remove(const OpenStream* stream) {
  const std::lock_guard lock(mutex_);
  streams_.erase(stream);
}

std::size_t OpenStreams::count() const {
  const std::lock_guard lock(mutex_);
  return streams_.size();
}

void OpenStreams::end_all(const absl::Status& status) {
  std::vector<std::shared_ptr<OpenStream>> alive;
  {
    const std::lock_guard lock(mutex_);
    is_open_ = false;
    for (const auto& [key, entry] : streams_) {
      if (auto shared = entry.stream.lock()) alive.push_back(std::move(shared));
    }
  }
  for (const auto& stream : alive) stream->end(status);
}

void OpenStreams::end_of(std::int64_t participant, const absl::Status& status) {
  std::vector<std::shared_ptr<OpenStream>> alive;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, entry] : streams_) {
      if (entry.participant != participant) continue;
      if (auto shared = entry.stream.lock()) alive.push_back(std::move(shared));
    }
  }
  for (const auto& stream : alive) stream->end(status);
}

bool OpenStreams::is_open() const {
  const std::lock_guard lock(mutex_);
  return is_open_;
}

}  // namespace tanshi
