#include "scenarios/yaml/variant.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scenarios/yaml/merge.h"
#include "scenarios/yaml/overrides.h"

namespace tanshi {
namespace {

using Kind = YamlNode::Kind;

constexpr std::array<std::string_view, 4> kOfExperiment = {"treatments", "baseline", "replications",
                                                           "design"};
// What all treatments share, so that their runs compare.
constexpr std::array<std::string_view, 6> kShared = {"name",     "title", "source",
                                                     "currency", "seed",  "expect"};

bool is_any_of(std::string_view key, auto& keys) {
  return std::ranges::find(keys, key) != keys.end();
}

bool changes_shared(std::string_view key) {
  const std::string_view root = key.substr(0, key.find_first_of(".["));
  return is_any_of(root, kShared) || is_any_of(root, kOfExperiment);
}

void refuse_shared(const YamlNode& changes, const std::string& treatment,
                   std::vector<Problem>& problems) {
  for (const YamlEntry& entry : changes.entries) {
    if (!changes_shared(entry.key)) continue;
    problems.push_back({entry.place, fmt::format("treatments.{}.{}", treatment, entry.key),
                        "is the same for all treatments; change it in the file itself"});
  }
}

// Whether a run of the treatment alone shows what is expected.
bool is_of_run(const YamlNode& expectation, std::string_view treatment, std::string_view baseline) {
  for (const char* const key : {"against", "order", "statistic", "equals"})
    if (expectation.find(key) != nullptr) return false;
  const YamlNode* const named = expectation.find("treatment");
  return (named == nullptr ? baseline : std::string_view(named->text)) == treatment;
}

void keep_expectations_of_run(YamlNode& root, const std::string& treatment) {
  YamlNode* const expect = root.find("expect");
  if (expect == nullptr || expect->kind != Kind::kList) return;
  const YamlNode* const named = root.find("baseline");
  const std::string baseline = named == nullptr ? Experiment().baseline : named->text;
  std::erase_if(expect->items,
                [&](const YamlNode& item) { return !is_of_run(item, treatment, baseline); });
  for (YamlNode& item : expect->items)
    std::erase_if(item.entries, [](const YamlEntry& entry) { return entry.key == "treatment"; });
}

// Where the design names the key.
Place place_of(const YamlNode& tree, std::string_view key) {
  const YamlNode* const design = tree.find("design");
  const YamlNode* const parameters = design == nullptr ? nullptr : design->find("parameters");
  if (parameters != nullptr) {
    for (const YamlNode& parameter : parameters->items) {
      const YamlNode* const name = parameter.find("key");
      if (name != nullptr && name->text == key) return name->place;
    }
  }
  return tree.place;
}

}  // namespace

std::string written_value(const DesignParameter& parameter, double value) {
  if (parameter.decimals) return fmt::format("{:.{}f}", value, *parameter.decimals);
  std::string text = fmt::format("{:.6g}", value);
  // What is large is written out: tonnes and money have no exponent.
  if (text.find("e+") != std::string::npos) text = fmt::format("{:.0f}", value);
  return text;
}

std::vector<std::string> listed_values(const DesignParameter& parameter) {
  if (!parameter.values.empty()) return parameter.values;
  return {written_value(parameter, parameter.from), written_value(parameter, parameter.to)};
}

YamlNode variant_of(const YamlNode& tree, const std::string& treatment,
                    std::span<const Setting> point, std::vector<Problem>& problems) {
  YamlNode root = tree;
  keep_expectations_of_run(root, treatment);
  std::erase_if(root.entries,
                [](const YamlEntry& entry) { return is_any_of(entry.key, kOfExperiment); });
  const YamlNode* const treatments = tree.find("treatments");
  if (const YamlNode* const changes =
          treatments == nullptr ? nullptr : treatments->find(treatment)) {
    refuse_shared(*changes, treatment, problems);
    if (problems.empty()) lay_over(*changes, root, problems);
  }
  for (const Setting& setting : point) {
    const Place place = place_of(tree, setting.key);
    if (changes_shared(setting.key)) {
      problems.push_back({place, setting.key, "is the same at all points; a design cannot set it"});
      continue;
    }
    YamlNode value;
    value.kind = Kind::kScalar;
    value.place = place;
    value.text = setting.value;
    set_at(root, setting.key, std::move(value), place, problems);
  }
  return root;
}

}  // namespace tanshi
