#include "scenarios/yaml/merge.h"

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

}  // namespace tanshi
