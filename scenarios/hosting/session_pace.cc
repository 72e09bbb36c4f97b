#include "scenarios/hosting/session_pace.h"

#include <algorithm>
#include <utility>

namespace tanshi {

void SessionPace::extend(Clock::duration more) {
  const Clock::duration each = more / (turns_left_of_year() + 1);
  more_ += each;
  if (due_) *due_ += each;
  if (stopped_at_) *stopped_at_ += each;
}

void SessionPace::begin_turn(const SessionPosition& position, Clock::time_point now) {
  const bool new_year = position.year_index != position_.year_index;
  position_ = position;
  if (new_year) {
    more_ = Clock::duration(0);
    hurries_ = false;
  }
  // From when it was due, so that what a turn takes to play is not added; unless that is long ago,
  // or it came before it was due, hurried or stepped.
  const Clock::duration takes = turn_takes();
  const bool on_time = due_ && *due_ <= now && now - *due_ < takes;
  const Clock::time_point begun = on_time ? *due_ : now;
  due_ = begun + takes;
}

void SessionPace::stop(Clock::time_point now) {
  if (!stopped_at_) stopped_at_ = turn_left(now);
}

void SessionPace::go_on(Clock::time_point now) {
  if (stopped_at_) due_ = now + *std::exchange(stopped_at_, std::nullopt);
}

std::optional<SessionPace::Clock::time_point> SessionPace::due() const {
  if (hurries_ || turn_takes() == Clock::duration(0)) return std::nullopt;
  return due_;
}

SessionPace::Clock::duration SessionPace::day_left(Clock::time_point now) const {
  if (hurries_) return Clock::duration(0);
  return turn_left(now) + turn_takes() * turns_left_of_day();
}

SessionPace::Clock::duration SessionPace::year_left(Clock::time_point now) const {
  if (hurries_) return Clock::duration(0);
  return turn_left(now) + turn_takes() * turns_left_of_year();
}

SessionPace::Clock::duration SessionPace::turn_takes() const {
  return day_takes_ / horizon_.turns_per_day + more_;
}

SessionPace::Clock::duration SessionPace::turn_left(Clock::time_point now) const {
  if (stopped_at_) return *stopped_at_;
  if (!due_) return turn_takes();
  return std::max(*due_ - now, Clock::duration(0));
}

std::int64_t SessionPace::turns_left_of_day() const {
  return horizon_.turns_per_day - 1 - position_.turn;
}

std::int64_t SessionPace::turns_left_of_year() const {
  return std::int64_t{horizon_.turns_per_day} * (horizon_.days_per_year - 1 - position_.day) +
         turns_left_of_day();
}

}  // namespace tanshi
