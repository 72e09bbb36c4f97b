#include "scenarios/calculator/worked_rule.h"

#include <utility>

#include <fmt/format.h>

#include "scenarios/yaml/yaml_fields.h"

namespace tanshi {
namespace {

YamlNode root_of(const Calculator& calculator, const std::optional<std::string>& year) {
  YamlNode root;
  root.kind = YamlNode::Kind::kObject;
  root.place.file = calculator.name;
  if (year) {
    const Place place{"--year " + *year, 0, 0};
    YamlNode value;
    value.kind = YamlNode::Kind::kScalar;
    value.place = place;
    value.text = *year;
    root.entries.push_back({"year", place, std::move(value)});
  }
  return root;
}

}  // namespace

std::optional<WorkedRule> work_out(const Calculator& calculator, const RuleSettings& settings,
                                   std::vector<Problem>& problems) {
  YamlNode root = root_of(calculator, settings.year);
  const std::size_t problems_before = problems.size();
  for (const Override& flag : settings.settings) {
    if (settings.year && flag.starts_with("year="))
      problems.push_back({{"--set " + flag, 0, 0}, "year", "given twice; leave one out"});
    apply_override(root, flag, problems, "tnac_t=1_000_000");
  }
  if (problems.size() > problems_before) return std::nullopt;

  YamlFields reader(root, "", problems);
  InputFields inputs(reader);
  const RuleWork work = calculator.tell(inputs);
  reader.refuse_unknown_keys();
  if (problems.size() > problems_before) return std::nullopt;
  return WorkedRule{&calculator, inputs.inputs(), work()};
}

std::optional<std::vector<RuleInput>> inputs_of(const Calculator& calculator,
                                                const std::optional<std::string>& year,
                                                std::vector<Problem>& problems) {
  const YamlNode root = root_of(calculator, year);
  std::vector<Problem> found;
  YamlFields reader(root, "", found);
  InputFields inputs(reader);
  (void)calculator.tell(inputs);
  reader.refuse_unknown_keys();
  // What is required is missing here, and nobody minds; the year is what may be wrong.
  bool good = true;
  for (Problem& problem : found) {
    if (!year || problem.path != "year") continue;
    problems.push_back(std::move(problem));
    good = false;
  }
  if (!good) return std::nullopt;
  return inputs.inputs();
}

}  // namespace tanshi
