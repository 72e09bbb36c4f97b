// Menus of projects, what was built of them and what a seat decides to build, over the wire.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "agents/seat/agent.h"
#include "agents/seat/observation.h"
#include "tanshi/v1/agent_service.pb.h"
#include "tanshi/v1/seat_brief.pb.h"

namespace tanshi {

void projects_to_wire(const FirmBrief& firm, v1::FirmBrief& wire);
// REQUIRES: the curves and the running years of `firm` have been read.
[[nodiscard]] absl::Status read_projects(const v1::FirmBrief& wire, FirmBrief& firm);

void projects_to_wire(const Observation& observation, v1::Observation& wire);
// What is no number counts as 0.
void read_views(const v1::Observation& wire, std::vector<ProjectView>& views);
void read_built(const v1::Observation& wire, std::vector<BuiltCapacity>& built);

void builds_to_wire(const std::vector<BuildProject>& builds, v1::Builds& wire);
[[nodiscard]] absl::Status read_builds(const v1::Builds& wire, std::vector<BuildProject>& builds);

}  // namespace tanshi
