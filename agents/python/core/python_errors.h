// Errors of the core as exceptions of Python.
#pragma once

#include <span>
#include <string>

#include "absl/status/status.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// Raises tanshi.ScenarioError, a line a problem.
[[noreturn]] void raise_scenario_error(std::span<const Problem> problems);

// Raises OSError.
[[noreturn]] void raise_os_error(const absl::Status& status);

// Raises tanshi.ScenarioError of a whole: what was asked of it does not go.
[[noreturn]] void raise_scenario_error(const std::string& what);

// Raises the error that Python already knows of. REQUIRES: there is one.
[[noreturn]] void raise_pending_error();

}  // namespace tanshi
