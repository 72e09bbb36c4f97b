// The keys of a scenario as tables of Markdown: the generated part of docs/scenarios.md.
#pragma once

#include <string>

namespace tanshi {

[[nodiscard]] std::string scenario_reference();

}  // namespace tanshi
