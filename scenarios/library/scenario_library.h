// Finds scenarios: the canned ones by name, any other by the path of its file.
//
// A canned scenario is a folder of the library that holds a scenario.yaml. The library is the
// folder that $TANSHI_SCENARIOS names, else scenarios/library or share/tanshi/scenarios in the
// closest folder above the program.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "scenarios/model/scenario.h"
#include "scenarios/yaml/scenario_reader.h"

namespace tanshi {

class ScenarioLibrary {
 public:
  explicit ScenarioLibrary(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // The library of the running program. Errors: NOT_FOUND.
  [[nodiscard]] static absl::StatusOr<ScenarioLibrary> of_program();

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  // Names of the canned scenarios, sorted.
  [[nodiscard]] std::vector<std::string> names() const;
  // The scenario.yaml of a name. Errors: NOT_FOUND, naming the nearest.
  [[nodiscard]] absl::StatusOr<std::filesystem::path> find(const std::string& name) const;

 private:
  std::filesystem::path folder_;
};

// Reads a scenario by name or path: what has a slash or a dot, or is there, is a path.
// Errors: nullopt, with the problems added.
[[nodiscard]] std::optional<ReadScenario> load_scenario(const std::string& name_or_path,
                                                        std::span<const Override> overrides,
                                                        std::vector<Problem>& problems);

}  // namespace tanshi
