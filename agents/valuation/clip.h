// What one order asks for of all that a trader wants.
#pragma once

#include <algorithm>
#include <cstdint>

#include "agents/abatement/rounding.h"
#include "agents/seat/observation.h"
#include "exchange/base/checked_math.h"

namespace tanshi {

// How much of the gap between what is held and what is wanted one order asks for: an assumption.
// Small enough that a firm learns from its trades, large enough that a year closes the gap.
inline constexpr double kClip = 0.25;

// The year's, this one included; at least 1.
[[nodiscard]] inline std::int64_t turns_left(const SeatBrief& brief,
                                             const Observation& observation) {
  const std::int32_t left =
      (brief.days_per_year - observation.day) * brief.turns_per_day - observation.turn;
  return left > 1 ? left : 1;
}

// More of the gap when few turns are left, and a lot if the gap has one.
[[nodiscard]] inline Tonnes clip_of(Tonnes gap, const SeatBrief& brief,
                                    const Observation& observation) {
  const double share = std::max(kClip, 1.0 / static_cast<double>(turns_left(brief, observation)));
  const Tonnes part = std::max(brief.lot, to_tonnes_ceil(to_double(gap) * share));
  return std::min({gap, part, kMaxOrderQuantity});
}

}  // namespace tanshi
