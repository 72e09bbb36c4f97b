#include "scenarios/laboratory/files/laboratory_reader.h"

#include "scenarios/laboratory/files/laboratory_keys.h"
#include "scenarios/yaml/yaml_fields.h"

namespace tanshi {

std::optional<LaboratoryDesign> read_laboratory(const YamlNode& root, const std::string& path,
                                                std::vector<Problem>& problems) {
  if (root.kind != YamlNode::Kind::kObject) {
    problems.push_back(
        {root.place, path,
         "not an object; an experiment is an object with keys, see docs/laboratory.md"});
    return std::nullopt;
  }
  const std::size_t before = problems.size();
  LaboratoryDesign design;
  YamlFields fields(root, path, problems);
  tell_laboratory(fields, design);
  fields.refuse_unknown_keys();
  if (problems.size() > before) return std::nullopt;
  return design;
}

std::optional<LaboratoryDesign> read_laboratory(std::string_view text, std::string_view file,
                                                std::span<const Override> overrides,
                                                std::vector<Problem>& problems) {
  std::optional<YamlNode> root = parse_yaml(text, file, problems);
  if (!root) return std::nullopt;
  bool applied = true;
  for (const Override& flag : overrides)
    applied &= apply_override(*root, flag, problems, "strategy=zip");
  if (!applied) return std::nullopt;
  return read_laboratory(*root, "", problems);
}

}  // namespace tanshi
