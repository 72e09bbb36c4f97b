#include "exchange/service/event_log.h"

#include <algorithm>

#include "exchange/base/check.h"

namespace tanshi {

EventLog::EventLog(std::size_t capacity, std::int64_t next)
    : capacity_(capacity), begin_(next), next_(next) {
  TANSHI_CHECK(capacity > 0);
}

void EventLog::append(std::span<const Committed> commands) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    for (const Committed& command : commands) {
      TANSHI_CHECK(command.events.empty() || command.first_event == next_);
      for (const Event& event : command.events) {
        // The ring grows to its capacity as events come, and is overwritten from then on.
        if (ring_.size() < capacity_) {
          ring_.push_back({next_, command.command, event});
        } else {
          ring_[static_cast<std::size_t>(next_ - begin_) % capacity_] = {next_, command.command,
                                                                         event};
        }
        ++next_;
      }
    }
    wake = is_waiting_ && next_ > waiting_for_;
  }
  if (wake) changed_.notify_all();
}

std::int64_t EventLog::first_kept() const {
  return next_ - static_cast<std::int64_t>(ring_.size());
}

std::int64_t EventLog::first() const {
  const std::lock_guard lock(mutex_);
  return first_kept();
}

std::int64_t EventLog::next() const {
  const std::lock_guard lock(mutex_);
  return next_;
}

void EventLog::read(std::int64_t from, std::size_t count_max, std::vector<LoggedEvent>& out) const {
  out.clear();
  const std::lock_guard lock(mutex_);
  std::int64_t number = std::max(from, first_kept());
  for (; number < next_ && out.size() < count_max; ++number) {
    out.push_back(ring_[static_cast<std::size_t>(number - begin_) % capacity_]);
  }
}

std::int64_t EventLog::wait_for(std::int64_t from) {
  std::unique_lock lock(mutex_);
  is_waiting_ = true;
  waiting_for_ = from;
  changed_.wait(lock, [&] { return next_ > from || is_nudged_; });
  is_waiting_ = false;
  is_nudged_ = false;
  return next_;
}

void EventLog::nudge() {
  {
    const std::lock_guard lock(mutex_);
    is_nudged_ = true;
  }
  changed_.notify_all();
}

}  // namespace tanshi
