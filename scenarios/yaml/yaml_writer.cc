#include "scenarios/yaml/yaml_writer.h"

#include <cstddef>
#include <string_view>

#include <nlohmann/json.hpp>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

using Kind = YamlNode::Kind;

constexpr std::string_view kAlphanumeric =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::string_view kPlainCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-";

// Whether nothing could read it as anything but one plain scalar: numbers and names.
bool is_plain(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && kAlphanumeric.find(text.front()) != std::string_view::npos &&
         text.find_first_not_of(kPlainCharacters) == std::string_view::npos;
}

// In quotes, as JSON writes them, unless it is plain. (A plain text of other characters is no
// number, so quotes do not change what it is.)
std::string scalar(const std::string& text, bool quoted) {
  return is_plain(text) && !quoted ? text : nlohmann::json(text).dump();
}

// What follows a key or a dash: on the same line, or a block below it.
std::string value(const YamlNode& node, std::size_t indent);

std::string object(const YamlNode& node, std::size_t indent) {
  std::string text;
  for (const YamlEntry& entry : node.entries) {
    text += std::string(indent, ' ') + scalar(entry.key, false) + ":";
    text += value(entry.value, indent + 2);
  }
  return text;
}

std::string list(const YamlNode& node, std::size_t indent) {
  std::string text;
  for (const YamlNode& item : node.items) {
    text += std::string(indent, ' ') + "-";
    if (item.kind == Kind::kObject && !item.entries.empty()) {
      // The first key stands on the line of the dash.
      text += " " + object(item, indent + 2).substr(indent + 2);
    } else {
      text += value(item, indent + 2);
    }
  }
  return text;
}

std::string value(const YamlNode& node, std::size_t indent) {
  switch (node.kind) {
    case Kind::kNull:
      return "\n";
    case Kind::kScalar:
      return " " + scalar(node.text, node.quoted) + "\n";
    case Kind::kList:
      return node.items.empty() ? " []\n" : "\n" + list(node, indent);
    case Kind::kObject:
      return node.entries.empty() ? " {}\n" : "\n" + object(node, indent);
  }
  TANSHI_CHECK(false);
}

}  // namespace

std::string write_yaml(const YamlNode& root) {
  TANSHI_CHECK(root.kind == Kind::kObject);
  return root.entries.empty() ? "{}\n" : object(root, 0);
}

}  // namespace tanshi
