// Who may command the market now, besides whose account it is: a class lets a participant trade
// only while the seat is his to play, and no faster than a person needs.
//
// Thread-safety: implementations accept calls from any thread and do not block.
#pragma once

#include "absl/status/status.h"
#include "exchange/service/identities.h"

namespace tanshi {

class CommandGate {
 public:
  virtual ~CommandGate() = default;

  // Whether the caller may give `count` commands now.
  // Errors: FAILED_PRECONDITION a robot plays the seat, by the operator's order; RESOURCE_EXHAUSTED
  // too many came; UNAUTHENTICATED the participant was removed.
  [[nodiscard]] virtual absl::Status admit(const Identity& identity, int count) = 0;
};

}  // namespace tanshi
