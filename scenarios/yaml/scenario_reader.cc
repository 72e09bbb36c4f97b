#include "scenarios/yaml/scenario_reader.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/yaml/merge.h"
#include "scenarios/yaml/scenario_keys.h"
#include "scenarios/yaml/yaml_fields.h"
#include "scenarios/yaml/yaml_writer.h"

namespace tanshi {
namespace {

void read_tree(const YamlNode& root, Scenario& scenario, Experiment& experiment,
               std::vector<Problem>& problems) {
  if (root.kind != YamlNode::Kind::kObject) {
    problems.push_back({root.place, "",
                        "not an object; a scenario is an object with keys, see docs/scenarios.md"});
    return;
  }
  YamlFields fields(root, "", problems);
  tell_scenario(fields, scenario, experiment);
  fields.refuse_unknown_keys();
}

// Puts the keys of the rulebook that the tree, or a treatment of it, names under its own, and the
// name away: what is written out holds the rules themselves.
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

void apply_rulebooks(YamlNode& root, const RulebookFinder& rulebooks,
                     std::vector<Problem>& problems) {
  if (root.kind != YamlNode::Kind::kObject) return;
  apply_rulebook(root, rulebooks, problems);
  YamlNode* const treatments = root.find("treatments");
  if (treatments == nullptr) return;
  for (YamlEntry& treatment : treatments->entries) {
    if (treatment.value.kind == YamlNode::Kind::kObject)
      apply_rulebook(treatment.value, rulebooks, problems);
  }
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

std::vector<Problem> problems_of(const YamlNode& tree, const std::string& treatment,
                                 std::span<const Setting> point) {
  std::vector<Problem> problems;
  static_cast<void>(read_variant(tree, treatment, point, problems));
  return problems;
}

// A value may be out of range, which is for the runs to tell; that all are is a mistake in the key.
std::vector<Problem> problems_of(const YamlNode& tree, const Experiment& experiment,
                                 const DesignParameter& parameter) {
  std::vector<Problem> first;
  for (const std::string& value : listed_values(parameter)) {
    const Setting setting{parameter.key, value};
    std::vector<Problem> found = problems_of(tree, experiment.baseline, {&setting, 1});
    if (found.empty()) return {};
    if (first.empty()) first = std::move(found);
  }
  return first;
}

// The scenario is good as it stands, so the treatment broke it, also where it took away a key.
std::vector<Problem> under_treatment(const std::string& treatment, std::vector<Problem> problems) {
  for (Problem& problem : problems) problem.what += " (under treatment '" + treatment + "')";
  return problems;
}

// What is wrong with the treatments and the design of a scenario that is good as it stands.
std::vector<Problem> problems_of(const YamlNode& tree, const Experiment& experiment) {
  std::vector<Problem> problems;
  const auto add = [&](std::vector<Problem> found) {
    std::ranges::move(found, std::back_inserter(problems));
  };
  if (tree.find("treatments") != nullptr)
    for (const std::string& treatment : experiment.treatments)
      add(under_treatment(treatment, problems_of(tree, treatment, {})));
  if (!problems.empty()) return problems;
  for (const DesignParameter& parameter : experiment.design.parameters)
    add(problems_of(tree, experiment, parameter));
  return problems;
}

// By place, those of a rulebook last; those of one place stay in the order in which they were
// found.
void add_by_place(std::vector<Problem> found, std::string_view file,
                  std::vector<Problem>& problems) {
  std::multimap<std::tuple<bool, int, int>, Problem> by_place;
  for (Problem& problem : found) {
    const bool elsewhere = problem.place.line > 0 && problem.place.file != file;
    const std::tuple place(elsewhere, problem.place.line, problem.place.column);
    by_place.emplace(place, std::move(problem));
  }
  for (auto& [place, problem] : by_place) problems.push_back(std::move(problem));
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
  Experiment experiment;
  bool applied = true;
  // Which rulebook comes first: the other flags may change what it says.
  for (const Override& flag : overrides)
    if (names_rulebook(flag)) applied &= apply_override(*root, flag, found);
  if (applied) apply_rulebooks(*root, rulebooks, found);
  for (const Override& flag : overrides)
    if (!names_rulebook(flag)) applied &= apply_override(*root, flag, found);
  // Without its rulebook the rest cannot be judged.
  if (applied && found.empty()) read_tree(*root, scenario, experiment, found);
  if (applied && found.empty()) found = problems_of(*root, experiment);

  const bool good = found.empty();
  add_by_place(std::move(found), file, problems);
  if (!good) return std::nullopt;
  tell_seed(scenario.seed, *root);
  std::string yaml = write_yaml(*root);
  return ReadScenario{std::move(scenario), std::move(yaml), std::move(experiment),
                      *std::move(root)};
}

std::optional<ReadScenario> read_variant(const YamlNode& tree, const std::string& treatment,
                                         std::span<const Setting> point,
                                         std::vector<Problem>& problems) {
  std::vector<Problem> found;
  YamlNode variant = variant_of(tree, treatment, point, found);
  Scenario scenario;
  Experiment experiment;
  if (found.empty()) read_tree(variant, scenario, experiment, found);
  if (!found.empty()) {
    std::ranges::move(found, std::back_inserter(problems));
    return std::nullopt;
  }
  std::string yaml = write_yaml(variant);
  return ReadScenario{std::move(scenario), std::move(yaml), std::move(experiment),
                      std::move(variant)};
}

std::optional<ReadScenario> read_treatment(const ReadScenario& read, const std::string& treatment,
                                           std::string_view source,
                                           std::vector<Problem>& problems) {
  const std::vector<std::string>& names = read.experiment.treatments;
  if (std::ranges::find(names, treatment) == names.end()) {
    problems.push_back({{std::string(source), 0, 0},
                        "",
                        fmt::format("no treatment is called '{}'; there are {}", treatment,
                                    fmt::join(names, ", "))});
    return std::nullopt;
  }
  auto treated = read_variant(read.tree, treatment, {}, problems);
  if (treated) treated->experiment.claims = read.experiment.claims;
  return treated;
}

}  // namespace tanshi
