// Calculators: a rule of a regulator worked out without a scenario, so that anyone can check a
// published number. `tanshi rule` runs them; docs/rules.md is written from them.
//
// A calculator reads the inputs of a rule, calls the very function that the market's regulator
// calls (agents/regulator), and tells the result with its formula, the numbers in it. To add one:
// a file in this folder, and its line in families.h and in the table of calculators.cc.
//
// Pure: memory in, memory out.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "exchange/base/units.h"
#include "scenarios/yaml/fields.h"

namespace tanshi {

// Where a rule or a figure comes from. `mark`: 'V' read in the source, 'C' computed from such
// figures, 'U' not verified: a parameter that may be off.
struct CitedSource {
  char mark = 'U';
  std::string_view text;
};

// 10^-decimals units, exactly.
struct ExactValue {
  std::int64_t value = 0;
  int decimals = 0;

  friend bool operator==(const ExactValue&, const ExactValue&) = default;
};

// Of inputs and results: true or false, a word, an exact number or list of them, or a double.
using RuleValue = std::variant<bool, std::string, ExactValue, double, std::vector<ExactValue>,
                               std::vector<double>>;

// One figure of a result. The name ends in the unit as everywhere: intake_t, floor_price.
struct RuleFigure {
  RuleFigure(std::string_view name, Tonnes value);
  RuleFigure(std::string_view name, Price value);        // unit: money/t
  RuleFigure(std::string_view name, Cash value);         // unit: money
  RuleFigure(std::string_view name, BasisPoints value);  // unit: %
  RuleFigure(std::string_view name, Year value);
  RuleFigure(std::string_view name, ExactValue value, std::string_view unit);
  // A template, so that no pointer to text becomes true.
  template <std::same_as<bool> Truth>
  RuleFigure(std::string_view its_name, Truth truth) : name(its_name), value(truth) {}
  RuleFigure(std::string_view name, std::string_view word);
  RuleFigure(std::string_view name, double value, std::string_view unit);

  std::string name;
  RuleValue value;
  std::string unit;  // empty: none
};

struct RuleAnswer {
  std::vector<RuleFigure> figures;   // the first is what was asked for
  std::vector<std::string> working;  // the formula with the numbers in it, a line a step
};

// Works the rule out with the inputs that were read.
using RuleWork = std::function<RuleAnswer()>;

struct Calculator {
  std::string_view name;        // "eu-msr": lower case and hyphens, unique
  std::string_view title;       // one line: what it works out
  std::string_view formula;     // in the names of the inputs; may have several lines
  std::string_view currency{};  // in which `money` is; empty: any
  std::span<const CitedSource> sources;
  // Tells the inputs, each once. The answer may be asked for only when all of them were good;
  // what a rule requires beyond its inputs' ranges is refused here. An input `year` comes first,
  // so that the defaults of others may follow from it; an input that may be left out and then has
  // no value says kNoDefault as its default_doc.
  RuleWork (*tell)(Fields& inputs);
};

inline constexpr std::string_view kNoDefault = "none";

// All of them, sorted by name.
[[nodiscard]] std::span<const Calculator* const> calculators();

// nullptr: none has the name.
[[nodiscard]] const Calculator* find_calculator(std::string_view name);

}  // namespace tanshi
