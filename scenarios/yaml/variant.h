// A treatment of a scenario at a point of its design, as a tree: the scenario that a run plays.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "scenarios/model/experiment.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// A parameter of a design at a point of it.
struct Setting {
  std::string key;
  std::string value;  // as YAML writes it
};

// The values that a design lists for a parameter; of a range, its ends.
[[nodiscard]] std::vector<std::string> listed_values(const DesignParameter& parameter);

// How a design writes a value of a range: rounded as the parameter says.
[[nodiscard]] std::string written_value(const DesignParameter& parameter, double value);

// Lays the keys of the treatment and then the point's over `tree`, and takes away all that is of
// the experiment; of `expect` stays what a run of the treatment alone can show. Problems are added
// where a treatment changes what all must share, or a path leads nowhere. REQUIRES: `tree` is an
// object that reads to a scenario.
[[nodiscard]] YamlNode variant_of(const YamlNode& tree, const std::string& treatment,
                                  std::span<const Setting> point, std::vector<Problem>& problems);

}  // namespace tanshi
