#include "scenarios/yaml/scenario_reader.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "scenarios/yaml/scenario_keys.h"
#include "scenarios/yaml/yaml_fields.h"
#include "scenarios/yaml/yaml_writer.h"

namespace tanshi {
namespace {

void read_tree(const YamlNode& root, Scenario& scenario, std::vector<Problem>& problems) {
  if (root.kind != YamlNode::Kind::kObject) {
    problems.push_back({root.place, "",
                        "not an object; a scenario is an object with keys, see docs/scenarios.md"});
    return;
  }
  YamlFields fields(root, "", problems);
  tell_scenario(fields, scenario);
  fields.refuse_unknown_keys();
}

// A default is written out: it decides the run, and may be another in a later version.
void tell_seed(std::uint64_t seed, YamlNode& root) {
  if (root.find("seed") != nullptr) return;
  YamlNode value;
  value.kind = YamlNode::Kind::kScalar;
  value.text = std::to_string(seed);
  root.entries.push_back({"seed", {}, std::move(value)});
}

}  // namespace

std::optional<ReadScenario> read_scenario(std::string_view text, std::string_view file,
                                          std::span<const Override> overrides,
                                          std::vector<Problem>& problems) {
  std::optional<YamlNode> root = parse_yaml(text, file, problems);
  if (!root) return std::nullopt;

  std::vector<Problem> found;
  Scenario scenario;
  bool applied = true;
  for (const Override& flag : overrides) applied &= apply_override(*root, flag, found);
  if (applied) read_tree(*root, scenario, found);

  // By place; those of one place stay in the order in which they were found.
  std::multimap<std::pair<int, int>, Problem> by_place;
  for (Problem& problem : found) {
    const std::pair place(problem.place.line, problem.place.column);
    by_place.emplace(place, std::move(problem));
  }
  for (auto& [place, problem] : by_place) problems.push_back(std::move(problem));
  if (!found.empty()) return std::nullopt;
  tell_seed(scenario.seed, *root);
  return ReadScenario{std::move(scenario), write_yaml(*root)};
}

}  // namespace tanshi
