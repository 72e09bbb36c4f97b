#include "scenarios/yaml/scenario_reader.h"

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "scenarios/yaml/merge.h"
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

// Puts the keys of the rulebook that the tree names under its own, and the name away: what is
// written out holds the rules themselves.
void apply_rulebook(YamlNode& root, const RulebookFinder& rulebooks,
                    std::vector<Problem>& problems) {
  YamlNode* const name = root.find("rulebook");
  if (name == nullptr || name->kind != YamlNode::Kind::kScalar) return;
  std::vector<Problem> found;
  const std::optional<YamlNode> rulebook = rulebooks ? rulebooks(name->text, found) : std::nullopt;
  for (Problem& problem : found) {
    if (problem.place.line == 0) problem = {name->place, "rulebook", problem.what};
    problems.push_back(std::move(problem));
  }
  if (!rulebook) return;
  std::erase_if(root.entries, [](const YamlEntry& entry) { return entry.key == "rulebook"; });
  merge_under(*rulebook, root);
}

bool names_rulebook(const Override& flag) {
  return flag.starts_with("rulebook=");
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
                                          std::vector<Problem>& problems,
                                          const RulebookFinder& rulebooks) {
  std::optional<YamlNode> root = parse_yaml(text, file, problems);
  if (!root) return std::nullopt;

  std::vector<Problem> found;
  Scenario scenario;
  bool applied = true;
  // Which rulebook comes first: the other flags may change what it says.
  for (const Override& flag : overrides)
    if (names_rulebook(flag)) applied &= apply_override(*root, flag, found);
  if (applied && root->kind == YamlNode::Kind::kObject) apply_rulebook(*root, rulebooks, found);
  for (const Override& flag : overrides)
    if (!names_rulebook(flag)) applied &= apply_override(*root, flag, found);
  // Without its rulebook the rest cannot be judged.
  if (applied && found.empty()) read_tree(*root, scenario, found);

  // By place, those of a rulebook last; those of one place stay in the order in which they were
  // found.
  std::multimap<std::tuple<bool, int, int>, Problem> by_place;
  for (Problem& problem : found) {
    const bool elsewhere = problem.place.line > 0 && problem.place.file != file;
    const std::tuple place(elsewhere, problem.place.line, problem.place.column);
    by_place.emplace(place, std::move(problem));
  }
  for (auto& [place, problem] : by_place) problems.push_back(std::move(problem));
  if (!found.empty()) return std::nullopt;
  tell_seed(scenario.seed, *root);
  return ReadScenario{std::move(scenario), write_yaml(*root)};
}

}  // namespace tanshi
