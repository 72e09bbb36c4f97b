// `--set key=value`: changes to a scenario's tree before it is read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// One flag, as written after --set: "firms.power.count=3". The key is a path of keys; an item of
// a list is given by its `name` or its number (firms.power, firms.0, firms[0]). The value is YAML.
using Override = std::string;

// Puts the value at the path, making objects on the way where keys are absent. What the scenario
// cannot hold is left for its reader to refuse; the place of all that is new is the flag.
// Returns false, with a problem added, when the flag cannot be read (`example` says how one is
// written) or the path leads through something that has no keys.
bool apply_override(YamlNode& root, const Override& flag, std::vector<Problem>& problems,
                    std::string_view example = "firms.power.count=3");

// Puts `value` at a path such as "firms.power.count", likewise; `place` is that of what is new on
// the way. Returns false, with a problem added, where the path leads nowhere.
bool set_at(YamlNode& root, std::string_view path, YamlNode value, const Place& place,
            std::vector<Problem>& problems);

}  // namespace tanshi
