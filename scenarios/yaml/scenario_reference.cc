#include "scenarios/yaml/scenario_reference.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scenarios/yaml/exact_number.h"
#include "scenarios/yaml/rule_text.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

// A table of an object's keys, and after it the tables of the objects inside.
class ReferenceFields final : public Fields {
 public:
  explicit ReferenceFields(std::string path) : path_(std::move(path)) {}

  [[nodiscard]] std::string take() {
    if (rows_.empty()) return inner_;
    return "| key | meaning | allowed | default |\n|---|---|---|---|\n" + rows_ + "\n" + inner_;
  }

  void add_tag(std::string_view tag, std::string_view name, std::string_view doc) {
    add({.name = tag, .doc = doc, .required = true}, fmt::format("`{}`", name), "");
  }

  bool boolean(const Key& key, bool& value) override {
    return add(key, "true or false", value ? "true" : "false");
  }
  bool number(const Key& key, double& value, const NumberRule& rule) override {
    return add(key, allowed(rule), write_approximate(value));
  }
  bool exact(const Key& key, std::int64_t& value, const ExactRule& rule) override {
    return add(key, allowed(rule), write_exact(value, rule.decimals));
  }
  bool text(const Key& key, std::string& value, const TextRule& rule) override {
    return add(key, allowed(rule), value);
  }
  bool word(const Key& key, std::string& value, std::span<const Word> words) override {
    std::string list;
    for (const Word& each : words)
      list += fmt::format("{}`{}`: {}", list.empty() ? "" : "<br>", each.name, each.doc);
    return add(key, list, value);
  }
  bool numbers(const Key& key, std::vector<double>&, const NumberRule& rule,
               const ListRule& list) override {
    return add(key, allowed(list, allowed(rule)), "");
  }
  bool exacts(const Key& key, std::vector<std::int64_t>&, const ExactRule& rule,
              const ListRule& list) override {
    return add(key, allowed(list, allowed(rule)), "");
  }
  bool named_objects(const Key& key, std::vector<std::string>&, const TextRule& rule,
                     const ListRule& list) override {
    return add(with_default(key, "none"),
               fmt::format("an object of {} to {} names, each {}; under each an object", list.least,
                           list.most, allowed(rule)),
               "");
  }
  bool scalars(const Key& key, std::vector<std::string>&, const ListRule& list) override {
    return add(key, allowed(list, "a number or a word"), "");
  }
  bool object(const Key& key, const std::function<void(Fields&)>& keys) override {
    const std::string path = path_of(key);
    add(with_default(key, "its keys' defaults"),
        fmt::format("an object, see [`{}`](#{})", path, anchor(path)), "");
    section(path, key.doc, keys);
    return false;
  }
  bool objects(const Key& key, const ListRule& list,
               const std::function<void(Fields&)>& item) override {
    const std::string path = path_of(key) + "[]";
    const std::string each = fmt::format("an object, see [`{}`](#{})", path, anchor(path));
    add(with_default(key, "none"), allowed(list, each), "");
    section(path, key.doc, item);
    return false;
  }
  bool form(const Key& key, std::string_view tag, std::span<const Form> forms) override {
    const std::string path = path_of(key);
    add(key, fmt::format("an object, see [`{}`](#{})", path, anchor(path)), "");
    inner_ += fmt::format("### `{}`\n\n{} One of:\n\n", path, key.doc);
    for (const Form& each : forms) {
      ReferenceFields fields(path);
      if (!tag.empty()) fields.add_tag(tag, each.name, each.doc);
      each.keys(fields);
      if (tag.empty()) inner_ += fmt::format("{}\n\n", each.doc);
      inner_ += fields.take();
    }
    return false;
  }
  [[nodiscard]] bool ok() const override { return true; }
  void refuse(std::string_view, std::string) override {}

 private:
  [[nodiscard]] std::string path_of(const Key& key) const {
    return path_.empty() ? std::string(key.name) : fmt::format("{}.{}", path_, key.name);
  }

  static Key with_default(Key key, std::string_view otherwise) {
    if (!key.required) key.default_doc = otherwise;
    return key;
  }

  // How GitHub names the heading of a path.
  static std::string anchor(std::string_view path) {
    std::string name;
    for (const char c : path)
      if (c != '.' && c != '[' && c != ']') name += c;
    return name;
  }

  void section(const std::string& path, std::string_view doc,
               const std::function<void(Fields&)>& keys) {
    ReferenceFields fields(path);
    keys(fields);
    inner_ += fmt::format("### `{}`\n\n{}\n\n", path, doc) + fields.take();
  }

  bool add(const Key& key, std::string_view allowed_text, std::string_view value) {
    std::string otherwise = value.empty() ? "none" : fmt::format("`{}`", value);
    if (!key.default_doc.empty()) otherwise = key.default_doc;
    if (key.required && key.default_doc.empty()) otherwise = "**required**";
    rows_ += fmt::format("| `{}` | {} | {} | {} |\n", key.name, key.doc, allowed_text, otherwise);
    return false;
  }

  std::string path_;
  std::string rows_;
  std::string inner_;
};

}  // namespace

std::string key_reference(const std::function<void(Fields&)>& keys) {
  ReferenceFields fields("");
  keys(fields);
  return fields.take();
}

std::string scenario_reference() {
  return key_reference([](Fields& fields) {
    Scenario scenario;
    Experiment experiment;
    tell_scenario(fields, scenario, experiment);
  });
}

}  // namespace tanshi
