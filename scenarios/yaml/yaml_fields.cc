#include "scenarios/yaml/yaml_fields.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "exchange/base/check.h"
#include "scenarios/yaml/exact_number.h"
#include "scenarios/yaml/nearest_name.h"
#include "scenarios/yaml/rule_text.h"
#include "scenarios/yaml/utf8.h"

namespace tanshi {
namespace {

using Kind = YamlNode::Kind;

// What stands there instead of what should: "is a list", "is 'abc'".
std::string shown(const YamlNode& node) {
  constexpr std::size_t kLongest = 60;
  switch (node.kind) {
    case Kind::kNull:
      return "is empty";
    case Kind::kList:
      return "is a list";
    case Kind::kObject:
      return "is an object";
    case Kind::kScalar:
      break;
  }
  if (node.text.size() > kLongest) return fmt::format("is text of {} bytes", node.text.size());
  return fmt::format("is {}'{}'", node.quoted ? "the text " : "", node.text);
}

// What is wrong with a scalar that should be a number of the rule; empty when nothing is.
std::string read(const YamlNode& node, const ExactRule& rule, std::int64_t& value) {
  if (node.kind != Kind::kScalar || node.quoted) return shown(node);
  const ExactNumber number = read_exact(node.text, rule.decimals);
  if (number.error || number.value < rule.least || number.value > rule.most) return shown(node);
  value = number.value;
  return "";
}

std::string read(const YamlNode& node, const NumberRule& rule, double& value) {
  if (node.kind != Kind::kScalar || node.quoted) return shown(node);
  const ApproximateNumber number = read_approximate(node.text);
  const bool too_low = rule.above_least ? number.value <= rule.least : number.value < rule.least;
  if (number.error || too_low || number.value > rule.most) return shown(node);
  value = number.value;
  return "";
}

bool fits(const std::string& text, const TextRule& rule) {
  if (text.empty() || text.size() > rule.most_bytes) return false;
  if (rule.shape.empty()) return !first_bad_text(text);
  return rule.first.find(text.front()) != std::string_view::npos &&
         text.find_first_not_of(rule.others, 1) == std::string::npos;
}

// "; did you mean 'count'?" or nothing.
std::string suggestion(std::string_view name, std::span<const std::string_view> names) {
  const std::string_view nearest = nearest_name(name, names);
  return nearest.empty() ? "" : fmt::format("did you mean '{}'? ", nearest);
}

std::vector<std::string_view> names_of(const auto& things) {
  std::vector<std::string_view> names;
  for (const auto& thing : things) names.push_back(thing.name);
  return names;
}

}  // namespace

YamlFields::YamlFields(const YamlNode& object, std::string path, std::vector<Problem>& problems)
    : node_(object),
      path_(std::move(path)),
      problems_(problems),
      problems_before_(problems.size()) {
  TANSHI_CHECK(object.kind == Kind::kObject);
}

void YamlFields::refuse_unknown_keys() {
  for (const YamlEntry& entry : node_.entries) {
    if (std::ranges::find(told_, entry.key) != told_.end()) continue;
    problems_.push_back({entry.place, path_of(entry.key),
                         fmt::format("unknown key; {}allowed: {}", suggestion(entry.key, told_),
                                     fmt::join(told_, ", "))});
  }
}

std::string YamlFields::path_of(std::string_view key) const {
  if (key.empty()) return path_;
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

void YamlFields::add(const YamlNode& node, std::string path, std::string what) {
  problems_.push_back({node.place, std::move(path), std::move(what)});
}

void YamlFields::refuse(std::string_view key, std::string why) {
  const YamlNode* const node = node_.find(key);
  add(node == nullptr ? node_ : *node, path_of(key), std::move(why));
}

const YamlNode* YamlFields::told(const Key& key, const std::string& allowed_text) {
  told_.push_back(key.name);
  const YamlNode* const node = node_.find(key.name);
  if (node == nullptr && key.required)
    add(node_, path_of(key.name), "missing; must be " + allowed_text);
  return node;
}

bool YamlFields::boolean(const Key& key, bool& value) {
  const YamlNode* const node = told(key, "true or false");
  if (node == nullptr) return false;
  const bool plain = node->kind == Kind::kScalar && !node->quoted;
  if (!plain || (node->text != "true" && node->text != "false")) {
    add(*node, path_of(key.name), shown(*node) + "; must be true or false");
    return false;
  }
  value = node->text == "true";
  return true;
}

bool YamlFields::number(const Key& key, double& value, const NumberRule& rule) {
  return read_scalar(key, value, rule);
}

bool YamlFields::exact(const Key& key, std::int64_t& value, const ExactRule& rule) {
  return read_scalar(key, value, rule);
}

bool YamlFields::numbers(const Key& key, std::vector<double>& values, const NumberRule& rule,
                         const ListRule& list) {
  return read_scalars(key, values, rule, list);
}

bool YamlFields::exacts(const Key& key, std::vector<std::int64_t>& values, const ExactRule& rule,
                        const ListRule& list) {
  return read_scalars(key, values, rule, list);
}

template <class Value, class Rule>
bool YamlFields::read_scalar(const Key& key, Value& value, const Rule& rule) {
  const YamlNode* const node = told(key, allowed(rule));
  if (node == nullptr) return false;
  const std::string wrong = read(*node, rule, value);
  if (!wrong.empty()) add(*node, path_of(key.name), wrong + "; must be " + allowed(rule));
  return wrong.empty();
}

template <class Value, class Rule>
bool YamlFields::read_scalars(const Key& key, std::vector<Value>& values, const Rule& rule,
                              const ListRule& list) {
  const YamlNode* const node = told_list(key, list, allowed(rule));
  if (node == nullptr) return false;
  std::vector<Value> good(node->items.size());
  bool all_good = true;
  for (std::size_t i = 0; i < good.size(); ++i) {
    const std::string wrong = read(node->items[i], rule, good[i]);
    if (wrong.empty()) continue;
    add(node->items[i], fmt::format("{}[{}]", path_of(key.name), i),
        wrong + "; must be " + allowed(rule));
    all_good = false;
  }
  if (all_good) values = std::move(good);
  return all_good;
}

bool YamlFields::text(const Key& key, std::string& value, const TextRule& rule) {
  const YamlNode* const node = told(key, allowed(rule));
  if (node == nullptr) return false;
  if (node->kind != Kind::kScalar || !fits(node->text, rule)) {
    add(*node, path_of(key.name), shown(*node) + "; must be " + allowed(rule));
    return false;
  }
  value = node->text;
  return true;
}

bool YamlFields::word(const Key& key, std::string& value, std::span<const Word> words) {
  const YamlNode* const node = told(key, allowed(words));
  if (node == nullptr) return false;
  const auto names = names_of(words);
  if (node->kind != Kind::kScalar || std::ranges::find(names, node->text) == names.end()) {
    const std::string hint =
        node->kind == Kind::kScalar && names.size() > 1 ? suggestion(node->text, names) : "";
    add(*node, path_of(key.name),
        fmt::format("{}; {}must be {}", shown(*node), hint, allowed(words)));
    return false;
  }
  value = node->text;
  return true;
}

bool YamlFields::named_objects(const Key& key, std::vector<std::string>& names,
                               const TextRule& rule, const ListRule& list) {
  const std::string must =
      fmt::format("an object with {} to {} names, each with an object", list.least, list.most);
  const YamlNode* const node = told(key, must);
  if (node == nullptr) return false;
  const std::size_t count = node->entries.size();
  if (node->kind != Kind::kObject || count < list.least || count > list.most) {
    const bool other = node->kind != Kind::kObject;
    add(*node, path_of(key.name),
        fmt::format("{}; must be {}", other ? shown(*node) : fmt::format("has {} names", count),
                    must));
    return false;
  }
  std::vector<std::string> good;
  for (const YamlEntry& entry : node->entries) {
    const std::string path = fmt::format("{}.{}", path_of(key.name), entry.key);
    if (!fits(entry.key, rule)) {
      problems_.push_back({entry.place, path, "is no name; must be " + allowed(rule)});
    } else if (entry.value.kind != Kind::kObject) {
      add(entry.value, path, shown(entry.value) + "; must be an object with keys");
    } else {
      good.push_back(entry.key);
    }
  }
  if (good.size() != count) return false;
  names = std::move(good);
  return true;
}

bool YamlFields::scalars(const Key& key, std::vector<std::string>& values, const ListRule& list) {
  constexpr std::string_view kEach = "a number or a word";
  const YamlNode* const node = told_list(key, list, std::string(kEach));
  if (node == nullptr) return false;
  std::vector<std::string> good;
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    const YamlNode& item = node->items[i];
    if (item.kind == Kind::kScalar) {
      good.push_back(item.text);
    } else {
      add(item, fmt::format("{}[{}]", path_of(key.name), i),
          fmt::format("{}; must be {}", shown(item), kEach));
    }
  }
  if (good.size() != node->items.size()) return false;
  values = std::move(good);
  return true;
}

bool YamlFields::read_object(const YamlNode& node, std::string path,
                             const std::function<void(Fields&)>& keys) {
  if (node.kind != Kind::kObject) {
    add(node, std::move(path), shown(node) + "; must be an object with keys");
    return false;
  }
  YamlFields fields(node, std::move(path), problems_);
  keys(fields);
  fields.refuse_unknown_keys();
  return fields.ok();
}

bool YamlFields::object(const Key& key, const std::function<void(Fields&)>& keys) {
  const YamlNode* const node = told(key, "an object with keys");
  return node != nullptr && read_object(*node, path_of(key.name), keys);
}

const YamlNode* YamlFields::told_list(const Key& key, const ListRule& list,
                                      const std::string& each) {
  const YamlNode* const node = told(key, allowed(list, each));
  if (node == nullptr) return nullptr;
  const std::size_t count = node->items.size();
  if (node->kind == Kind::kList && count >= list.least && count <= list.most) return node;
  const std::string what =
      node->kind == Kind::kList ? fmt::format("is a list of {}", count) : shown(*node);
  add(*node, path_of(key.name), fmt::format("{}; must be {}", what, allowed(list, each)));
  return nullptr;
}

bool YamlFields::objects(const Key& key, const ListRule& list,
                         const std::function<void(Fields&)>& item) {
  const YamlNode* const node = told_list(key, list, "an object with keys");
  if (node == nullptr) return false;
  bool good = true;
  for (std::size_t i = 0; i < node->items.size(); ++i)
    good &= read_object(node->items[i], fmt::format("{}[{}]", path_of(key.name), i), item);
  return good;
}

bool YamlFields::form(const Key& key, std::string_view tag, std::span<const Form> forms) {
  const YamlNode* const node = told(key, "an object with keys");
  if (node == nullptr) return false;
  const std::string path = path_of(key.name);
  return read_object_of_form(*node, path, tag, forms);
}

bool YamlFields::read_object_of_form(const YamlNode& node, const std::string& path,
                                     std::string_view tag, std::span<const Form> forms) {
  if (node.kind != Kind::kObject) return read_object(node, path, [](Fields&) {});
  const Form* const chosen =
      tag.empty() ? form_by_key(node, path, forms) : form_by_tag(node, path, tag, forms);
  if (chosen == nullptr) return false;

  YamlFields fields(node, path, problems_);
  if (!tag.empty()) fields.told_.push_back(tag);
  chosen->keys(fields);
  fields.refuse_unknown_keys();
  return fields.ok();
}

const Form* YamlFields::form_by_tag(const YamlNode& node, const std::string& path,
                                    std::string_view tag, std::span<const Form> forms) {
  std::vector<Word> words;
  for (const Form& form : forms) words.push_back({form.name, form.doc});
  YamlFields fields(node, path, problems_);
  std::string name;
  if (!fields.word({.name = tag, .doc = "", .required = true}, name, words)) return nullptr;
  return &*std::ranges::find(forms, name, &Form::name);
}

const Form* YamlFields::form_by_key(const YamlNode& node, const std::string& path,
                                    std::span<const Form> forms) {
  std::vector<const Form*> present;
  for (const Form& form : forms)
    if (node.find(form.name) != nullptr) present.push_back(&form);
  if (present.size() == 1) return present.front();

  const std::string names = fmt::format("{}", fmt::join(names_of(forms), ", "));
  if (present.empty()) {
    add(node, path, fmt::format("incomplete; must have one of {}", names));
  } else {
    add(node, path,
        fmt::format("has both {} and {}; must have only one of {}", present[0]->name,
                    present[1]->name, names));
  }
  return nullptr;
}

}  // namespace tanshi
