#include "scenarios/yaml/overrides.h"

#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace tanshi {
namespace {

using Kind = YamlNode::Kind;

// "firms[0].count" and "firms.0.count" alike as {"firms", "0", "count"}; empty: not a path.
std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> steps(1);
  for (const char c : path) {
    if (c == '.' || c == '[') {
      steps.emplace_back();
    } else if (c != ']') {
      steps.back() += c;
    }
  }
  for (const std::string& step : steps)
    if (step.empty()) return {};
  return steps;
}

void set_place(YamlNode& node, const Place& place) {
  node.place = place;
  for (YamlNode& item : node.items) set_place(item, place);
  for (YamlEntry& entry : node.entries) {
    entry.place = place;
    set_place(entry.value, place);
  }
}

YamlNode* find_item(YamlNode& list, std::string_view name) {
  for (YamlNode& item : list.items) {
    const YamlNode* const item_name = item.find("name");
    if (item_name != nullptr && item_name->text == name) return &item;
  }
  std::size_t index = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), index);
  const bool number = read.ec == std::errc() && read.ptr == name.data() + name.size();
  return number && index < list.items.size() ? &list.items[index] : nullptr;
}

YamlNode* find_or_add(YamlNode& object, const std::string& key, const Place& place) {
  if (YamlNode* const found = object.find(key)) return found;
  YamlNode value;
  value.place = place;
  object.entries.push_back({key, place, std::move(value)});
  return &object.entries.back().value;
}

// One step down the path; nullptr, with a problem added, where there is none.
YamlNode* step_into(YamlNode& node, const std::string& step, const Place& place,
                    const std::string& path, std::vector<Problem>& problems) {
  if (node.kind == Kind::kNull) {
    node.kind = Kind::kObject;
    node.place = place;
  }
  if (node.kind == Kind::kObject) return find_or_add(node, step, place);
  if (node.kind == Kind::kList) {
    if (YamlNode* const item = find_item(node, step)) return item;
    problems.push_back({place, path,
                        fmt::format("the list has no item named '{}'; give a name or "
                                    "a number below {}",
                                    step, node.items.size())});
  } else {
    problems.push_back({place, path, fmt::format("has no key '{}'; it is a single value", step)});
  }
  return nullptr;
}

}  // namespace

bool apply_override(YamlNode& root, const Override& flag, std::vector<Problem>& problems,
                    std::string_view example) {
  const Place place{"--set " + flag, 0, 0};
  const std::size_t equals = flag.find('=');
  const auto steps = split_path(std::string_view(flag).substr(0, equals));
  if (equals == std::string::npos || equals + 1 == flag.size() || steps.empty()) {
    problems.push_back(
        {place, "", fmt::format("not a path and a value; write key=value, such as {}", example)});
    return false;
  }

  std::vector<Problem> wrong_value;
  std::optional<YamlNode> value =
      parse_yaml(std::string_view(flag).substr(equals + 1), place.file, wrong_value);
  if (!value) {
    problems.push_back(
        {place, "", fmt::format("the value is not YAML ({})", wrong_value.front().what)});
    return false;
  }
  set_place(*value, place);

  return set_at(root, std::string_view(flag).substr(0, equals), *std::move(value), place, problems);
}

bool set_at(YamlNode& root, std::string_view path, YamlNode value, const Place& place,
            std::vector<Problem>& problems) {
  const std::vector<std::string> steps = split_path(path);
  if (steps.empty()) {
    problems.push_back({place, std::string(path), "not a path; write one such as cap.start_t"});
    return false;
  }
  YamlNode* node = &root;
  std::string walked;
  for (const std::string& step : steps) {
    node = step_into(*node, step, place, walked, problems);
    if (node == nullptr) return false;
    walked += (walked.empty() ? "" : ".") + step;
  }
  *node = std::move(value);
  return true;
}

}  // namespace tanshi
