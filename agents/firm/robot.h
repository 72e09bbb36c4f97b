// Makes the robot of a seat: emitters value by abatement and banking, those who make credits by
// their cost, others by inventory; how they quote is named by the scenario.
#pragma once

#include <memory>
#include <string_view>

#include "agents/seat/agent.h"

namespace tanshi {

// Name of the strategy of a seat that waits for a remote holder; its robot, where it must stand
// in, is `zip`.
inline constexpr std::string_view kRemoteStrategy = "remote";

// REQUIRES: `strategy` is in strategies(), or kRemoteStrategy.
[[nodiscard]] std::unique_ptr<Agent> make_robot(const SeatBrief& brief, std::string_view strategy);

}  // namespace tanshi
