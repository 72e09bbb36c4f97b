// How much wall-clock time the turns of a session take, and what is left of it.
//
// Turns are spread evenly over a day, days over a year. Pure: whoever waits gives the time.
//
// Thread-safety: none; HostedSession guards it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "scenarios/model/scenario.h"
#include "scenarios/runner/session.h"

namespace tanshi {

class SessionPace {
 public:
  using Clock = std::chrono::steady_clock;

  SessionPace(const Horizon& horizon, Clock::duration day_takes)
      : horizon_(horizon), day_takes_(day_takes) {}

  void set(Clock::duration day_takes) { day_takes_ = day_takes; }
  [[nodiscard]] Clock::duration day_takes() const { return day_takes_; }
  // The rest of the year takes so much more. REQUIRES: a turn has begun.
  void extend(Clock::duration more);
  // The rest of the year takes no time.
  void hurry() { hurries_ = true; }
  [[nodiscard]] bool hurries() const { return hurries_; }

  // A turn begins now. With a new year, hurry and extensions are over.
  void begin_turn(const SessionPosition& position, Clock::time_point now);
  // The clock stands still from now on, and goes on at `now`.
  void stop(Clock::time_point now);
  void go_on(Clock::time_point now);

  // When the next turn is due. Nothing: at once.
  [[nodiscard]] std::optional<Clock::time_point> due() const;
  // Until the day, or the year's trading, is over.
  [[nodiscard]] Clock::duration day_left(Clock::time_point now) const;
  [[nodiscard]] Clock::duration year_left(Clock::time_point now) const;

 private:
  [[nodiscard]] Clock::duration turn_takes() const;
  [[nodiscard]] Clock::duration turn_left(Clock::time_point now) const;
  [[nodiscard]] std::int64_t turns_left_of_day() const;   // after the one under way
  [[nodiscard]] std::int64_t turns_left_of_year() const;  // likewise

  const Horizon horizon_;
  Clock::duration day_takes_;
  Clock::duration more_{0};  // of each turn that is left of the year
  bool hurries_ = false;
  SessionPosition position_;
  std::optional<Clock::time_point> due_;       // the next turn, while the clock goes
  std::optional<Clock::duration> stopped_at_;  // before it, while it stands still
};

}  // namespace tanshi
