// The latest committed events of the market, for readers that follow them at their own pace: a ring
// of fixed size, so that a reader that falls behind loses events and never costs the market more
// than the copy of each event.
//
// Thread-safety: all members may be called from any thread; one at a time appends.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

#include "exchange/market/event.h"
#include "exchange/sequencer/sequencer.h"

namespace tanshi {

struct LoggedEvent {
  std::int64_t number = 0;
  std::int64_t command = 0;  // that caused it
  Event event;
};

class EventLog {
 public:
  // Keeps the latest `capacity` events; `next` is the number of the first to come.
  EventLog(std::size_t capacity, std::int64_t next);

  // REQUIRES: the events follow those appended before.
  void append(std::span<const Committed> commands);

  // Number of the oldest event that is kept, and of the next to come; equal if none is.
  [[nodiscard]] std::int64_t first() const;
  [[nodiscard]] std::int64_t next() const;

  // Replaces `out` by at most `count_max` events from number `from` on, or from the oldest one that
  // is kept if `from` is older: then out[0].number says how many are lost.
  void read(std::int64_t from, std::size_t count_max, std::vector<LoggedEvent>& out) const;

  // Blocks until there is an event `from`, or until nudge() is called. The next number to come.
  std::int64_t wait_for(std::int64_t from);

  // Ends one wait_for(), now or to come.
  void nudge();

 private:
  [[nodiscard]] std::int64_t first_kept() const;

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<LoggedEvent> ring_;  // event n at n % capacity_
  std::int64_t begin_;             // first event ever appended
  std::int64_t next_;
  bool is_waiting_ = false;
  std::int64_t waiting_for_ = 0;
  bool is_nudged_ = false;
};

}  // namespace tanshi
