// Writes a tree of YAML as text that reads back to the same tree (comments and places are lost).
#pragma once

#include <string>

#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// Pure. REQUIRES: `root` is an object.
[[nodiscard]] std::string write_yaml(const YamlNode& root);

}  // namespace tanshi
