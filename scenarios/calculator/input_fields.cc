#include "scenarios/calculator/input_fields.h"

#include <utility>

#include <fmt/format.h>

#include "exchange/base/check.h"
#include "scenarios/yaml/rule_text.h"

namespace tanshi {
namespace {

std::string in_words(std::span<const Word> words) {
  std::string list;
  for (const Word& word : words)
    list += fmt::format("{}`{}`: {}", list.empty() ? "" : "; ", word.name, word.doc);
  return list;
}

}  // namespace

bool InputFields::note(const Key& key, bool given, RuleValue value, std::string allowed_text,
                       std::string_view unit) {
  inputs_.push_back({std::string(key.name), std::string(key.doc), std::move(allowed_text),
                     std::string(unit), key.required, given, std::string(key.default_doc),
                     std::move(value)});
  return given;
}

bool InputFields::boolean(const Key& key, bool& value) {
  const bool given = reader_.boolean(key, value);
  return note(key, given, value, "true or false", "");
}

bool InputFields::number(const Key& key, double& value, const NumberRule& rule) {
  const bool given = reader_.number(key, value, rule);
  return note(key, given, value, allowed(rule), rule.unit);
}

bool InputFields::exact(const Key& key, std::int64_t& value, const ExactRule& rule) {
  const bool given = reader_.exact(key, value, rule);
  return note(key, given, ExactValue{value, rule.decimals}, allowed(rule), rule.unit);
}

bool InputFields::text(const Key& key, std::string& value, const TextRule& rule) {
  const bool given = reader_.text(key, value, rule);
  return note(key, given, value, allowed(rule), "");
}

bool InputFields::word(const Key& key, std::string& value, std::span<const Word> words) {
  const bool given = reader_.word(key, value, words);
  return note(key, given, value, in_words(words), "");
}

bool InputFields::numbers(const Key& key, std::vector<double>& values, const NumberRule& rule,
                          const ListRule& list) {
  const bool given = reader_.numbers(key, values, rule, list);
  return note(key, given, values, allowed(list, allowed(rule)), rule.unit);
}

bool InputFields::exacts(const Key& key, std::vector<std::int64_t>& values, const ExactRule& rule,
                         const ListRule& list) {
  const bool given = reader_.exacts(key, values, rule, list);
  std::vector<ExactValue> exact_values;
  exact_values.reserve(values.size());
  for (const std::int64_t value : values) exact_values.push_back({value, rule.decimals});
  return note(key, given, std::move(exact_values), allowed(list, allowed(rule)), rule.unit);
}

bool InputFields::object(const Key& /*key*/, const std::function<void(Fields&)>& /*keys*/) {
  TANSHI_CHECK(false);
}

bool InputFields::objects(const Key& /*key*/, const ListRule& /*list*/,
                          const std::function<void(Fields&)>& /*item*/) {
  TANSHI_CHECK(false);
}

bool InputFields::form(const Key& /*key*/, std::string_view /*tag*/,
                       std::span<const Form> /*forms*/) {
  TANSHI_CHECK(false);
}

void InputFields::refuse(std::string_view key, std::string why) {
  reader_.refuse(key, std::move(why));
}

}  // namespace tanshi
