// What chance and events do to the baselines of all emitters alike: booms, recessions, warm
// winters.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "exchange/base/units.h"

namespace tanshi {

// The log of a factor that is 1 on average, year by year: x_t = persistence x_(t-1) + volatility
// e_t, with e_t standard normal and x = 0 before the first year.
struct LogShock {
  double volatility = 0;   // 0 or more
  double persistence = 0;  // 0 .. 1
};

// Something that happens once, in all emitters' baselines.
struct ShockEvent {
  Year first{};
  std::int32_t years = 1;  // that it lasts
  double emissions = 0;    // -0.1: a tenth less; above -1
  std::optional<Year>
      announced;  // known when this year begins, not after `first`; none: a surprise
};

struct Shocks {
  LogShock common;
  std::vector<ShockEvent> events;

  [[nodiscard]] bool any() const { return common.volatility > 0 || !events.empty(); }
};

}  // namespace tanshi
