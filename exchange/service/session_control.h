// What an operator may do to a running session. The runner of scenarios implements it; the
// SessionService of the wire calls it.
//
// Thread-safety: implementations accept calls from any thread and answer without waiting for the
// session's next turn.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "exchange/base/units.h"

namespace tanshi {

enum class SessionPhase : std::uint8_t {
  kWaiting = 1,  // seats may be taken; no turn has been played
  kRunning = 2,
  kPaused = 3,    // between two turns; orders of free-running clients are still served
  kFinished = 4,  // the last year was settled
  kStopped = 5,   // ended early by stop()
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
};

}  // namespace tanshi
