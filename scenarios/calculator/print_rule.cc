// What to print of calculators: text for a terminal, JSON for programs, Markdown for the page.

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/calculator/show.h"
#include "scenarios/calculator/worked_rule.h"
#include "scenarios/results/text_table.h"

namespace tanshi {
namespace {

using Json = nlohmann::ordered_json;

std::string meaning(char mark) {
  switch (mark) {
    case 'V':
      return "verified";
    case 'C':
      return "computed from verified figures";
    default:
      return "not verified";
  }
}

// What stands for the default of an input when nobody sets it.
std::string default_of(const RuleInput& input, bool year_is_known) {
  if (input.required) return "required";
  if (input.default_doc == kNoDefault) return "none";
  if (!input.default_doc.empty() && !year_is_known) return input.default_doc;
  const std::string value = show(input.value);
  return value.empty() || value == "[]" ? "none" : value;
}

struct ToJson {
  Json operator()(bool truth) const { return truth; }
  Json operator()(const std::string& word) const { return word; }
  // Whole numbers as they are; the others as the double whose shortest text they are.
  Json operator()(const ExactValue& exact) const {
    if (exact.decimals == 0) return exact.value;
    double scale = 1;
    for (int i = 0; i < exact.decimals; ++i) scale *= 10;
    return static_cast<double>(exact.value) / scale;
  }
  Json operator()(double number) const { return number; }
  Json operator()(const auto& list) const {
    Json items = Json::array();
    for (const auto& item : list) items.push_back((*this)(item));
    return items;
  }
};

Json json_of(const RuleValue& value) {
  return std::visit(ToJson(), value);
}

Json json_of(std::span<const CitedSource> sources) {
  Json list = Json::array();
  for (const CitedSource& source : sources)
    list.push_back({{"mark", std::string(1, source.mark)}, {"text", source.text}});
  return list;
}

std::string sources_of(const Calculator& calculator) {
  std::string text;
  for (const CitedSource& source : calculator.sources)
    text += fmt::format("source ({}, {}): {}\n", source.mark, meaning(source.mark), source.text);
  return text;
}

std::string with_unit(const RuleValue& value, const std::string& unit) {
  return unit.empty() ? show(value) : show(value) + " " + unit;
}

// "money/t" as "EUR/t".
std::string in_currency(const Calculator& calculator, std::string text) {
  constexpr std::string_view kMoney = "money";
  const std::size_t at = text.find(kMoney);
  if (at != std::string::npos && !calculator.currency.empty())
    text.replace(at, kMoney.size(), calculator.currency);
  return text;
}

// Left out, and without a default.
bool is_absent(const RuleInput& input) {
  return !input.given && input.default_doc == kNoDefault;
}

}  // namespace

std::string to_text(const WorkedRule& worked) {
  std::size_t width = 0;
  for (const RuleFigure& figure : worked.answer.figures)
    width = std::max(width, figure.name.size());
  std::string text = fmt::format("{}\n\n", worked.calculator->title);
  for (const RuleFigure& figure : worked.answer.figures)
    text += fmt::format("{:{}}  {}\n", figure.name, width,
                        with_unit(figure.value, in_currency(*worked.calculator, figure.unit)));
  text += "\n";
  for (const std::string& line : worked.answer.working) text += "  " + line + "\n";

  std::string given;
  std::string defaults;
  for (const RuleInput& input : worked.inputs) {
    if (is_absent(input)) continue;
    std::string& list = input.given ? given : defaults;
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", input.name, show(input.value));
  }
  if (!given.empty()) text += fmt::format("\ngiven: {}\n", given);
  if (!defaults.empty()) text += fmt::format("default: {}\n", defaults);
  return text + "\n" + sources_of(*worked.calculator);
}

std::string to_json(const WorkedRule& worked) {
  Json inputs = Json::object();
  Json defaults = Json::array();
  for (const RuleInput& input : worked.inputs) {
    if (is_absent(input)) continue;
    inputs[input.name] = json_of(input.value);
    if (!input.given) defaults.push_back(input.name);
  }
  Json result = Json::object();
  Json units = Json::object();
  for (const RuleFigure& figure : worked.answer.figures) {
    result[figure.name] = json_of(figure.value);
    if (!figure.unit.empty()) units[figure.name] = in_currency(*worked.calculator, figure.unit);
  }
  const Json all = {
      {"rule", worked.calculator->name},  {"title", worked.calculator->title},
      {"result", std::move(result)},      {"units", std::move(units)},
      {"formula", worked.answer.working}, {"inputs", std::move(inputs)},
      {"defaults", std::move(defaults)},  {"sources", json_of(worked.calculator->sources)}};
  return all.dump(2) + "\n";
}

std::string to_text(const Calculator& calculator, std::span<const RuleInput> inputs) {
  const bool year_is_known = !inputs.empty() && inputs.front().name == "year" && inputs[0].given;
  std::string text = fmt::format("{}\n\n{}\n\n", calculator.title, calculator.formula);
  for (const RuleInput& input : inputs)
    text += fmt::format("{}\n    {}\n    {}; {}{}\n", input.name, input.doc,
                        in_currency(calculator, input.allowed),
                        input.required ? "" : "default: ", default_of(input, year_is_known));
  return text + "\n" + sources_of(calculator);
}

std::string to_json(const Calculator& calculator, std::span<const RuleInput> inputs) {
  Json list = Json::array();
  for (const RuleInput& input : inputs) {
    Json each = {{"name", input.name},
                 {"doc", input.doc},
                 {"allowed", in_currency(calculator, input.allowed)},
                 {"unit", in_currency(calculator, input.unit)},
                 {"required", input.required},
                 {"default_from", input.default_doc}};
    if (!input.required && input.default_doc != kNoDefault) each["default"] = json_of(input.value);
    list.push_back(std::move(each));
  }
  const Json all = {{"rule", calculator.name},
                    {"title", calculator.title},
                    {"formula", calculator.formula},
                    {"inputs", std::move(list)},
                    {"sources", json_of(calculator.sources)}};
  return all.dump(2) + "\n";
}

std::string list_to_text() {
  TextTable table;
  table.add_column("rule", TextTable::Align::kLeft);
  table.add_column("what it works out", TextTable::Align::kLeft);
  for (const Calculator* each : calculators())
    table.add_row({std::string(each->name), std::string(each->title)});
  return table.str();
}

std::string list_to_json() {
  Json list = Json::array();
  for (const Calculator* each : calculators())
    list.push_back({{"rule", each->name}, {"title", each->title}});
  return list.dump(2) + "\n";
}

std::string rules_page() {
  std::string page;
  for (const Calculator* each : calculators()) {
    std::vector<Problem> none;
    page +=
        fmt::format("## `{}`\n\n{}.\n\n```\n{}\n```\n\n", each->name, each->title, each->formula);
    page += "| input | meaning | allowed | default |\n|---|---|---|---|\n";
    const auto inputs = inputs_of(*each, std::nullopt, none);
    for (const RuleInput& input : *inputs)
      page += fmt::format("| `{}` | {} | {} | {} |\n", input.name, input.doc,
                          in_currency(*each, input.allowed), default_of(input, false));
    page += "\n";
    for (const CitedSource& source : each->sources)
      page += fmt::format("- {}: {}\n", source.mark, source.text);
    page += "\n";
  }
  page.pop_back();
  return page;
}

}  // namespace tanshi
