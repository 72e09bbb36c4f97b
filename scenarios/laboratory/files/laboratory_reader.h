// Reads an experiment from YAML, strictly: every key of laboratory_keys.h and no other.
//
// Pure: memory in, memory out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/laboratory/design.h"
#include "scenarios/yaml/overrides.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// Reads `text`, with the overrides applied in order; `file` is how problems call it.
// Errors: nullopt, with everything that is wrong added to `problems`.
[[nodiscard]] std::optional<LaboratoryDesign> read_laboratory(std::string_view text,
                                                              std::string_view file,
                                                              std::span<const Override> overrides,
                                                              std::vector<Problem>& problems);

// The same of a tree, at `path` of a file.
[[nodiscard]] std::optional<LaboratoryDesign> read_laboratory(const YamlNode& root,
                                                              const std::string& path,
                                                              std::vector<Problem>& problems);

}  // namespace tanshi
