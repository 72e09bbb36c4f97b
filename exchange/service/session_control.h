// What an operator may do to a running session. The runner of scenarios implements it; the
// SessionService of the wire calls it.
//
// Thread-safety: implementations accept calls from any thread and answer without waiting for the
// session's next turn.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "exchange/base/units.h"
#include "exchange/wire/world_change.h"

namespace tanshi {

enum class SessionPhase : std::uint8_t {
  kWaiting = 1,  // seats may be taken; no turn has been played
  kRunning = 2,
  kPaused = 3,    // between two turns; orders of free-running clients are still served
  kFinished = 4,  // the last year was settled
  kStopped = 5,   // ended early by stop()
};

// How much wall-clock time is left; 0 while the session does not play, and where its pace is as
// fast as can be.
struct SessionClock {
  std::chrono::milliseconds day_takes{0};  // at the pace that is set
  std::chrono::milliseconds day_left{0};
  std::chrono::milliseconds year_left{0};  // to the end of its trading
};

struct SessionStatus {
  std::string scenario;
  std::uint64_t seed = 0;
  SessionPhase phase = SessionPhase::kWaiting;
  Year year{};            // under way; the first year while waiting, the last one when over
  std::int32_t day = 0;   // 0 .. days_per_year - 1
  std::int32_t turn = 0;  // 0 .. turns_per_day - 1
  Year first_year{};
  std::int32_t years = 0;
  std::int32_t days_per_year = 0;
  std::int32_t turns_per_day = 0;
};

class SessionControl {
 public:
  virtual ~SessionControl() = default;

  [[nodiscard]] virtual SessionStatus status() const = 0;

  // Each effect is asked for here and shows in status() once it has happened.
  // Errors: FAILED_PRECONDITION with a sentence where the phase does not allow it.
  virtual absl::Status start() = 0;   // waiting -> running
  virtual absl::Status pause() = 0;   // running -> paused
  virtual absl::Status resume() = 0;  // paused, or about to be -> running
  // Plays `turns` turns of the market (each wakes every seat once), then is paused.
  // From waiting or paused, or about to be. REQUIRES: turns >= 1.
  virtual absl::Status step(std::int32_t turns) = 0;
  virtual absl::Status stop() = 0;  // waiting, running or paused -> stopped

  // The pace: from the next day on. REQUIRES: not negative; 0: as fast as the holders answer.
  virtual absl::Status set_pace(std::chrono::milliseconds day_takes) = 0;
  // More time for the year under way, spread over what is left of its days. REQUIRES: above 0.
  virtual absl::Status extend_year(std::chrono::milliseconds more) = 0;
  // Plays the rest of the year as fast as can be; then it is paused.
  virtual absl::Status end_year() = 0;
  // Changes the world before the next turn.
  // Errors: INVALID_ARGUMENT what is out of range, with what would be right.
  virtual absl::Status change_world(const WorldChange& change) = 0;
  [[nodiscard]] virtual SessionClock clock() const = 0;
};

}  // namespace tanshi
