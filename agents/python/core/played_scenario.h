// A scenario as Python asks for it: read, with its overrides and its treatment.
#pragma once

#include <string>
#include <vector>

#include "scenarios/yaml/scenario_reader.h"

namespace tanshi {

struct PlayedScenario {
  ReadScenario read;
  std::string treatment;  // that it is
};

// By name or path. `treatment` may be empty: the file as it stands.
// Errors: raises tanshi.ScenarioError.
[[nodiscard]] PlayedScenario load_played(const std::string& name_or_path,
                                         const std::vector<std::string>& overrides,
                                         const std::string& treatment);

// From YAML text, likewise.
[[nodiscard]] PlayedScenario parse_played(const std::string& text,
                                          const std::vector<std::string>& overrides,
                                          const std::string& treatment);

}  // namespace tanshi
