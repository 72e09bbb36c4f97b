#include "scenarios/yaml/yaml_tree.h"

#include <cstdint>
#include <istream>
#include <streambuf>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "scenarios/yaml/utf8.h"

namespace tanshi {
namespace {

// Reads memory as a stream without copying it.
class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // a get area is never written to
    setg(begin, begin, begin + text.size());
  }
};

std::string joined(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

// Builds the tree from the parser's events. After the first problem the rest is not built.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view file, std::vector<Problem>& problems)
      : file_(file), problems_(problems) {}

  [[nodiscard]] YamlNode take() { return std::move(root_); }
  [[nodiscard]] bool is_empty() const { return documents_ == 0; }
  [[nodiscard]] const std::optional<Problem>& failure() const { return failure_; }
  // A bracket that is never closed looks like a key that is a list, until the parser sees the end.
  [[nodiscard]] bool failed_by_key() const { return failed_by_key_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ == 2) fail(mark, "a second document begins; a file holds one scenario");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(mark, "", anchor, {}); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    fail(mark, "an alias (*name); write the value out, aliases are not allowed");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlNode node;
    node.kind = YamlNode::Kind::kScalar;
    node.text = value;
    node.quoted = tag == "!";  // how yaml-cpp marks a scalar in quotes
    add(mark, tag, anchor, std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::kList);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::kObject);
  }
  void OnMapEnd() override { close(); }

 private:
  // A list or an object that is being filled.
  struct Open {
    YamlNode node;
    std::string path;
    std::optional<YamlEntry> entry;  // an object's key whose value comes next
  };

  [[nodiscard]] Place place(const YAML::Mark& mark) const {
    return {file_, mark.line + 1, mark.column + 1};
  }

  void fail(const YAML::Mark& mark, std::string what) {
    if (!failure_) failure_ = Problem{place(mark), path_of_next(), std::move(what)};
  }

  void fail_by_key(const YAML::Mark& mark) {
    if (!failure_) failed_by_key_ = true;
    fail(mark, "a key that is not text; keys are names");
  }

  [[nodiscard]] std::string path_of_next() const {
    if (open_.empty()) return "";
    const Open& top = open_.back();
    if (top.node.kind == YamlNode::Kind::kList)
      return fmt::format("{}[{}]", top.path, top.node.items.size());
    return top.entry ? joined(top.path, top.entry->key) : top.path;
  }

  [[nodiscard]] bool refused(const YAML::Mark& mark, const std::string& tag,
                             YAML::anchor_t anchor) {
    if (anchor != 0) fail(mark, "an anchor (&name); anchors are not allowed");
    if (!tag.empty() && tag != "?" && tag != "!")
      fail(mark, fmt::format("a tag ({}); tags are not allowed", tag));
    return failure_.has_value();
  }

  [[nodiscard]] bool expects_key() const {
    return !open_.empty() && open_.back().node.kind == YamlNode::Kind::kObject &&
           !open_.back().entry;
  }

  void add_key(const YAML::Mark& mark, const YamlNode& node) {
    Open& top = open_.back();
    if (node.kind != YamlNode::Kind::kScalar) return fail_by_key(mark);
    if (top.node.entries.size() >= kMaxYamlKeys)
      return fail(mark, fmt::format("too many keys in one object; at most {}", kMaxYamlKeys));
    for (const YamlEntry& earlier : top.node.entries) {
      if (earlier.key != node.text) continue;
      problems_.push_back({place(mark), joined(top.path, node.text),
                           fmt::format("given twice, first on line {}; a key may be given once",
                                       earlier.place.line)});
      break;
    }
    top.entry = YamlEntry{node.text, place(mark), {}};
  }

  void add(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode node) {
    if (refused(mark, tag, anchor)) return;
    node.place = place(mark);
    if (expects_key()) return add_key(mark, node);
    attach(std::move(node));
  }

  void attach(YamlNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& top = open_.back();
    if (top.node.kind == YamlNode::Kind::kList) {
      top.node.items.push_back(std::move(node));
    } else {
      top.entry->value = std::move(node);
      top.node.entries.push_back(std::move(*top.entry));
      top.entry.reset();
    }
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            YamlNode::Kind kind) {
    if (refused(mark, tag, anchor)) return;
    if (expects_key()) return fail_by_key(mark);
    if (open_.size() >= kMaxYamlDepth)
      return fail(mark, fmt::format("nested too deeply; at most {} levels", kMaxYamlDepth));
    Open opened{{}, path_of_next(), {}};
    opened.node.kind = kind;
    opened.node.place = place(mark);
    open_.push_back(std::move(opened));
  }

  void close() {
    if (failure_) return;
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    attach(std::move(node));
  }

  std::string file_;
  std::vector<Problem>& problems_;
  YamlNode root_;
  std::vector<Open> open_;
  int documents_ = 0;
  std::optional<Problem> failure_;
  bool failed_by_key_ = false;
};

constexpr const char* kEmpty = "empty; a scenario is an object with keys, see docs/scenarios.md";

std::optional<std::string> unreadable(std::string_view text) {
  if (text.size() > kMaxYamlBytes) return fmt::format("too long; at most {} bytes", kMaxYamlBytes);
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return kEmpty;
  return std::nullopt;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const YamlEntry& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

YamlNode* YamlNode::find(std::string_view key) {
  return const_cast<YamlNode*>(std::as_const(*this).find(key));
}

std::string to_string(const Problem& problem) {
  std::string where = printable(problem.place.file);
  if (problem.place.line > 0)
    where += fmt::format(":{}:{}", problem.place.line, problem.place.column);
  if (!problem.path.empty()) where += ": " + printable(problem.path);
  return fmt::format("{}: {}", where, printable(problem.what));
}

std::optional<YamlNode> parse_yaml(std::string_view text, std::string_view file,
                                   std::vector<Problem>& problems) {
  const std::string name(file);
  if (auto what = unreadable(text)) {
    problems.push_back({{name, 1, 1}, "", std::move(*what)});
    return std::nullopt;
  }
  if (auto bad = first_bad_text(text)) {
    problems.push_back(
        {{name, bad->line, bad->column}, "", bad->what + "; a scenario is UTF-8 text"});
    return std::nullopt;
  }

  const std::size_t problems_before = problems.size();
  TreeBuilder builder(file, problems);
  std::optional<Problem> failure;
  try {
    ViewBuffer buffer(text);
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    while (!builder.failure() && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    failure = Problem{{name, error.mark.line + 1, error.mark.column + 1},
                      "",
                      fmt::format("not valid YAML: {}", error.msg)};
  }
  if (builder.failure() && !(failure && builder.failed_by_key())) failure = builder.failure();
  if (!failure && builder.is_empty()) failure = Problem{{name, 1, 1}, "", kEmpty};
  if (failure) problems.push_back(*failure);
  if (problems.size() > problems_before) return std::nullopt;
  return builder.take();
}

}  // namespace tanshi
