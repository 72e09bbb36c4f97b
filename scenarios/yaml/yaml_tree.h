// A YAML text as a plain tree whose every node knows where it stands.
//
// Strict: one document of objects, lists and scalars. Refused are text that is not UTF-8, control
// characters, anchors, aliases, tags, keys that are not text, a key given twice, and sizes above
// the limits below. So the tree is never larger than its text.
//
// Pure: memory in, memory out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanshi {

inline constexpr std::size_t kMaxYamlBytes = 1 << 20;
inline constexpr std::size_t kMaxYamlDepth = 16;
inline constexpr std::size_t kMaxYamlKeys = 100;  // of one object

// Where a node was written, as people count: from 1. `file` is a file's name, or the flag of the
// command line that gave the node (then line is 0).
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
};

// What is wrong with a scenario, and where.
struct Problem {
  Place place;
  std::string path;  // "firms[0].count"; empty: the text as a whole
  std::string what;  // what is wrong; what is allowed
};

// "file:line:column: path: what", on one line whatever the text holds.
[[nodiscard]] std::string to_string(const Problem& problem);

struct YamlNode;

struct YamlEntry;

struct YamlNode {
  enum class Kind { kNull, kScalar, kList, kObject };
  Kind kind = Kind::kNull;
  Place place;
  std::string text;     // of a scalar
  bool quoted = false;  // a scalar in quotes, so text and never a number
  std::vector<YamlNode> items;
  std::vector<YamlEntry> entries;  // in the order of the text; keys differ

  // The value of a key of an object; nullptr when it has none.
  [[nodiscard]] const YamlNode* find(std::string_view key) const;
  [[nodiscard]] YamlNode* find(std::string_view key);
};

struct YamlEntry {
  std::string key;
  Place place;  // of the key
  YamlNode value;
};

// Reads `text`; `file` is how messages call it. Errors: nullopt, with at least one problem added.
[[nodiscard]] std::optional<YamlNode> parse_yaml(std::string_view text, std::string_view file,
                                                 std::vector<Problem>& problems);

}  // namespace tanshi
