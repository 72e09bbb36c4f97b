#include "scenarios/yaml/merge.h"

#include <string>

#include "scenarios/yaml/overrides.h"

namespace tanshi {
namespace {

using Kind = YamlNode::Kind;

bool follow_one_rule(const YamlNode& under, const YamlNode& over) {
  const YamlNode* const rule = over.find("rule");
  const YamlNode* const other = under.find("rule");
  return rule == nullptr || other == nullptr || rule->text == other->text;
}

}  // namespace

void merge_under(const YamlNode& under, YamlNode& over) {
  for (const YamlEntry& entry : under.entries) {
    YamlNode* const own = over.find(entry.key);
    if (own == nullptr) {
      over.entries.push_back(entry);
    } else if (own->kind == Kind::kObject && entry.value.kind == Kind::kObject &&
               follow_one_rule(entry.value, *own)) {
      merge_under(entry.value, *own);
    }
  }
}

void lay_over(const YamlNode& changes, YamlNode& root, std::vector<Problem>& problems) {
  for (const YamlEntry& entry : changes.entries) {
    if (entry.key.find_first_of(".[") != std::string::npos) {
      set_at(root, entry.key, entry.value, entry.place, problems);
      continue;
    }
    YamlNode* const own = root.find(entry.key);
    if (entry.value.kind == Kind::kNull) {
      std::erase_if(root.entries, [&](const YamlEntry& old) { return old.key == entry.key; });
    } else if (own == nullptr) {
      root.entries.push_back(entry);
    } else if (own->kind == Kind::kObject && entry.value.kind == Kind::kObject &&
               follow_one_rule(*own, entry.value)) {
      lay_over(entry.value, *own, problems);
    } else {
      *own = entry.value;
    }
  }
}

}  // namespace tanshi
