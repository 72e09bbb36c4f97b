// The keys of a file as tables of Markdown: the generated part of docs/scenarios.md, and of
// docs/laboratory.md.
#pragma once

#include <functional>
#include <string>

#include "scenarios/yaml/fields.h"

namespace tanshi {

// `keys` tells them, as it does when a file is read.
[[nodiscard]] std::string key_reference(const std::function<void(Fields&)>& keys);

[[nodiscard]] std::string scenario_reference();

}  // namespace tanshi
