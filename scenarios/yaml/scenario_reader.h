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

#include "scenarios/model/experiment.h"
#include "scenarios/model/scenario.h"
#include "scenarios/yaml/overrides.h"
#include "scenarios/yaml/variant.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// Finds a rulebook by the name or path that a scenario gives it: its tree, or nullopt with the
// problems added.
using RulebookFinder =
    std::function<std::optional<YamlNode>(const std::string& name, std::vector<Problem>& problems)>;

struct ReadScenario {
  Scenario scenario;
  std::string yaml;  // reads to the same scenario without overrides; comments are lost
  Experiment experiment;
  YamlNode tree;  // `yaml`, still knowing the places of its parts: what variants are made of
};

// Reads `text`, with the overrides applied in order; `file` is how problems call it. Where it names
// a rulebook, `rulebooks` finds it, and its keys count where the text and the overrides have none.
// Treatments are read, too, each as the scenario that it makes; of a parameter of a design, so many
// values that one is found with which the file can be read.
// Errors: nullopt, with everything that is wrong added to `problems`, in the order of the text,
// what came by flags first.
[[nodiscard]] std::optional<ReadScenario> read_scenario(std::string_view text,
                                                        std::string_view file,
                                                        std::span<const Override> overrides,
                                                        std::vector<Problem>& problems,
                                                        const RulebookFinder& rulebooks = {});

// Reads one treatment of a scenario that has been read, at a point of its design. It names no other
// and expects what a run of it alone can show.
// Errors: as above. REQUIRES: `tree` is of a ReadScenario, `treatment` one of its experiment's.
[[nodiscard]] std::optional<ReadScenario> read_variant(const YamlNode& tree,
                                                       const std::string& treatment,
                                                       std::span<const Setting> point,
                                                       std::vector<Problem>& problems);

// The same of a treatment that a person named, away from any design; it keeps what the file claims
// about its treatments. `source` is how a problem calls the place of the name.
// Errors: as above, and where no treatment has the name.
[[nodiscard]] std::optional<ReadScenario> read_treatment(const ReadScenario& read,
                                                         const std::string& treatment,
                                                         std::string_view source,
                                                         std::vector<Problem>& problems);

}  // namespace tanshi
