// Reads a scenario from YAML, strictly: every key of docs/scenarios.md and no other.
//
// Pure: memory in, memory out. Equal text and overrides give equal scenarios everywhere.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/model/scenario.h"
#include "scenarios/yaml/overrides.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// Finds a rulebook by the name or path that a scenario gives it: its tree, or nullopt with the
// problems added.
using RulebookFinder =
    std::function<std::optional<YamlNode>(const std::string& name, std::vector<Problem>& problems)>;

struct ReadScenario {
  Scenario scenario;
  std::string yaml;  // reads to the same scenario without overrides; comments are lost
};

// Reads `text`, with the overrides applied in order; `file` is how problems call it. Where it names
// a rulebook, `rulebooks` finds it, and its keys count where the text and the overrides have none.
// Errors: nullopt, with everything that is wrong added to `problems`, in the order of the text,
// what came by flags first.
[[nodiscard]] std::optional<ReadScenario> read_scenario(std::string_view text,
                                                        std::string_view file,
                                                        std::span<const Override> overrides,
                                                        std::vector<Problem>& problems,
                                                        const RulebookFinder& rulebooks = {});

}  // namespace tanshi
