// Whether a path is an equilibrium, checked condition by condition as hotelling_path.h states
// them. They are sufficient: every cost is convex. Shares no code with the solver.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agents/planning/hotelling_path.h"

namespace tanshi {

// The first condition that the path breaks, in words; none if it is an equilibrium.
[[nodiscard]] std::optional<std::string> find_broken_condition(const PathProblem& problem,
                                                               const std::vector<PathPoint>& path);

}  // namespace tanshi
