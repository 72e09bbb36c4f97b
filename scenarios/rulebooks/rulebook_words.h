// A rulebook as a person reads it: every key that it gives, what it means, and who says so.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// Errors: nullopt, with at least one problem added.
[[nodiscard]] std::optional<std::string> rulebook_in_words(std::string_view text,
                                                           std::string_view file,
                                                           std::vector<Problem>& problems);

}  // namespace tanshi
