#include "scenarios/yaml/scenario_schema.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

using Json = nlohmann::ordered_json;

// Numbers may be text to a JSON Schema: to editors that follow YAML 1.2, 90_000_000 is no number.
constexpr std::string_view kDigits = "[0-9]+(_[0-9]+)*";

std::string whole_pattern() {
  return fmt::format("^-?{}$", kDigits);
}
std::string decimal_pattern() {
  return fmt::format("^-?{0}(\\.{0})?$", kDigits);
}
std::string number_pattern() {
  return fmt::format("^-?{0}(\\.{0})?([eE][-+]?{0})?$", kDigits);
}

// The characters as a class of a regular expression, runs of neighbours as ranges.
std::string character_class(std::string_view characters) {
  std::string sorted(characters);
  std::ranges::sort(sorted);
  std::string ranges;
  bool dash = false;
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t end = i + 1;
    while (end < sorted.size() && sorted[end] == sorted[end - 1] + 1) ++end;
    if (sorted[i] == '-') {
      dash = true;  // goes last, where it is no range
    } else {
      ranges += sorted[i];
      if (end - i > 1) ranges += fmt::format("-{}", sorted[end - 1]);
    }
    i = end;
  }
  return fmt::format("[{}{}]", ranges, dash ? "-" : "");
}

Json schema_of(const ExactRule& rule) {
  Json schema;
  schema["type"] = {rule.decimals == 0 ? "integer" : "number", "string"};
  if (rule.decimals == 0) {
    schema["minimum"] = rule.least;
    schema["maximum"] = rule.most;
  } else {
    const double unit = std::pow(10, rule.decimals);
    schema["minimum"] = static_cast<double>(rule.least) / unit;
    schema["maximum"] = static_cast<double>(rule.most) / unit;
  }
  schema["pattern"] = rule.decimals == 0 ? whole_pattern() : decimal_pattern();
  return schema;
}

Json schema_of(const NumberRule& rule) {
  Json schema;
  schema["type"] = {"number", "string"};
  schema[rule.above_least ? "exclusiveMinimum" : "minimum"] = rule.least;
  schema["maximum"] = rule.most;
  schema["pattern"] = number_pattern();
  return schema;
}

Json list_schema(const ListRule& list, Json items) {
  Json schema;
  schema["type"] = "array";
  schema["minItems"] = list.least;
  schema["maxItems"] = list.most;
  schema["items"] = std::move(items);
  return schema;
}

// Listens to the keys of one object.
class SchemaFields final : public Fields {
 public:
  [[nodiscard]] Json take() {
    schema_["type"] = "object";
    schema_["additionalProperties"] = false;
    schema_["properties"] = std::move(properties_);
    if (!required_.empty()) schema_["required"] = std::move(required_);
    return std::move(schema_);
  }

  // The key that names the object's form.
  void add_tag(std::string_view tag, std::string_view name) {
    properties_[std::string(tag)]["const"] = name;
    required_.push_back(tag);
  }

  bool boolean(const Key& key, bool& value) override {
    return add(key, {{"type", "boolean"}}, value);
  }
  bool number(const Key& key, double& value, const NumberRule& rule) override {
    return add(key, schema_of(rule), value, rule.unit);
  }
  bool exact(const Key& key, std::int64_t& value, const ExactRule& rule) override {
    const Json shown = rule.decimals == 0 ? Json(value) : Json(static_cast<double>(value) / 100);
    return add(key, schema_of(rule), shown, rule.unit);
  }
  bool text(const Key& key, std::string& value, const TextRule& rule) override {
    Json schema = {{"type", "string"}, {"minLength", 1}, {"maxLength", rule.most_bytes}};
    // ECMAScript's regular expressions: no control characters but tab and the ends of lines.
    schema["pattern"] =
        rule.shape.empty()
            ? R"(^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$)"
            : fmt::format("^{}{}*$", character_class(rule.first), character_class(rule.others));
    return add(key, schema, value);
  }
  bool word(const Key& key, std::string& value, std::span<const Word> words) override {
    Json names = Json::array();
    for (const Word& each : words) names.push_back(each.name);
    return add(key, {{"type", "string"}, {"enum", std::move(names)}}, value);
  }
  bool numbers(const Key& key, std::vector<double>&, const NumberRule& rule,
               const ListRule& list) override {
    return add(key, list_schema(list, schema_of(rule)), nullptr, rule.unit);
  }
  bool exacts(const Key& key, std::vector<std::int64_t>&, const ExactRule& rule,
              const ListRule& list) override {
    return add(key, list_schema(list, schema_of(rule)), nullptr, rule.unit);
  }
  bool named_objects(const Key& key, std::vector<std::string>&, const TextRule& rule,
                     const ListRule& list) override {
    const std::string pattern =
        fmt::format("^{}{}*$", character_class(rule.first), character_class(rule.others));
    return add(key,
               {{"type", "object"},
                {"minProperties", list.least},
                {"maxProperties", list.most},
                {"propertyNames", {{"pattern", pattern}, {"maxLength", rule.most_bytes}}},
                {"additionalProperties", {{"type", "object"}}}},
               nullptr);
  }
  bool scalars(const Key& key, std::vector<std::string>&, const ListRule& list) override {
    return add(key, list_schema(list, {{"type", {"number", "string", "boolean"}}}), nullptr);
  }
  bool object(const Key& key, const std::function<void(Fields&)>& keys) override {
    return add(key, object_schema(keys), nullptr);
  }
  bool objects(const Key& key, const ListRule& list,
               const std::function<void(Fields&)>& item) override {
    return add(key, list_schema(list, object_schema(item)), nullptr);
  }
  bool form(const Key& key, std::string_view tag, std::span<const Form> forms) override {
    Json alternatives = Json::array();
    for (const Form& each : forms) {
      SchemaFields fields;
      if (!tag.empty()) fields.add_tag(tag, each.name);
      each.keys(fields);
      Json alternative = {{"title", each.name}, {"description", each.doc}};
      alternative.update(fields.take());
      alternatives.push_back(std::move(alternative));
    }
    return add(key, {{"oneOf", std::move(alternatives)}}, nullptr);
  }
  [[nodiscard]] bool ok() const override { return true; }
  void refuse(std::string_view, std::string) override {}

 private:
  static Json object_schema(const std::function<void(Fields&)>& keys) {
    SchemaFields fields;
    keys(fields);
    return fields.take();
  }

  bool add(const Key& key, const Json& schema, const Json& value, std::string_view unit = {}) {
    std::string doc(key.doc);
    if (!unit.empty()) doc += fmt::format(" Unit: {}.", unit);
    if (!key.default_doc.empty()) doc += fmt::format(" Default: {}.", key.default_doc);
    Json described = {{"description", std::move(doc)}};
    described.update(schema);
    if (!key.required && key.default_doc.empty() && !value.is_null() && value != Json(""))
      described["default"] = value;
    if (key.required && key.default_doc.empty()) required_.push_back(key.name);
    properties_[std::string(key.name)] = std::move(described);
    return false;
  }

  Json schema_ = Json::object();
  Json properties_ = Json::object();
  Json required_ = Json::array();
};

}  // namespace

std::string json_schema(std::string_view title, std::string_view description,
                        const std::function<void(Fields&)>& keys) {
  SchemaFields fields;
  keys(fields);
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", title},
                 {"description", description}};
  schema.update(fields.take());
  return schema.dump(2) + "\n";
}

std::string scenario_json_schema() {
  return json_schema("Scenario of Tanshi", "What `tanshi run` plays. Reference: docs/scenarios.md.",
                     [](Fields& fields) {
                       Scenario scenario;
                       Experiment experiment;
                       tell_scenario(fields, scenario, experiment);
                     });
}

}  // namespace tanshi
