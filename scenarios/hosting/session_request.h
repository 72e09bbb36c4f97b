// What an operator may ask to be played, and what he asked for: OperatorService.ListScenarios and
// LoadSession.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "scenarios/yaml/scenario_reader.h"
#include "tanshi/v1/operator_service.pb.h"

namespace tanshi {

// A session to play, as it was asked for.
struct LoadedSession {
  ReadScenario read;
  std::int32_t number = 1;  // among those of its class
  std::string treatment = {};
  bool practice = false;
  std::optional<std::chrono::milliseconds> day_takes = {};  // none: as the exchange's options say
  std::filesystem::path folder = {};
};

// Reads the scenario and its treatment; number and folder are the caller's to set. A scenario of
// the name of `first`, with which the class began, is that one, as it was served. A text may name
// the rulebooks of the program, and no file of this machine. Errors: INVALID_ARGUMENT what is out
// of range, no such scenario, or every mistake of the scenario, a line each, with line and column.
[[nodiscard]] absl::StatusOr<LoadedSession> read_request(const v1::LoadSessionRequest& request,
                                                         const ReadScenario& first);

// That scenario, and those that come with the program.
[[nodiscard]] absl::StatusOr<std::vector<v1::ScenarioEntry>> playable_scenarios(
    const ReadScenario& first);

// Reads a scenario's text as read_request() does.
[[nodiscard]] absl::StatusOr<ReadScenario> read_text(std::string_view yaml,
                                                     const std::vector<Override>& overrides);

}  // namespace tanshi
