#include "scenarios/yaml/scenario_reader.h"

#include <algorithm>
#include <tuple>
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

  std::ranges::stable_sort(found, {}, [](const Problem& problem) {
    return std::tuple(problem.place.line, problem.place.column);
  });
  problems.insert(problems.end(), found.begin(), found.end());
  if (!found.empty()) return std::nullopt;
  return ReadScenario{std::move(scenario), write_yaml(*root)};
}

}  // namespace tanshi
