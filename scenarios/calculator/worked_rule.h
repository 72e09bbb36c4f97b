// A calculator run with what a person set, and what to print of it.
//
// Pure: memory in, memory out; equal settings give equal text everywhere.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/input_fields.h"
#include "scenarios/yaml/overrides.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// What the caller sets: `year` as written after --year; `settings` as after each --set.
struct RuleSettings {
  std::optional<std::string> year;
  std::vector<Override> settings;
};

struct WorkedRule {
  const Calculator* calculator = nullptr;
  std::vector<RuleInput> inputs;  // all of them, those that were left out at their defaults
  RuleAnswer answer;
};

// Errors: nullopt, with everything that is wrong with the settings added to `problems`.
[[nodiscard]] std::optional<WorkedRule> work_out(const Calculator& calculator,
                                                 const RuleSettings& settings,
                                                 std::vector<Problem>& problems);

// Its inputs, their defaults as of `year` where it is given. Errors: as above.
[[nodiscard]] std::optional<std::vector<RuleInput>> inputs_of(
    const Calculator& calculator, const std::optional<std::string>& year,
    std::vector<Problem>& problems);

// For a terminal, and for programs. Both end in a newline.
[[nodiscard]] std::string to_text(const WorkedRule& worked);
[[nodiscard]] std::string to_json(const WorkedRule& worked);
[[nodiscard]] std::string to_text(const Calculator& calculator, std::span<const RuleInput> inputs);
[[nodiscard]] std::string to_json(const Calculator& calculator, std::span<const RuleInput> inputs);

// The names and titles of all calculators.
[[nodiscard]] std::string list_to_text();
[[nodiscard]] std::string list_to_json();

// The tables of docs/rules.md.
[[nodiscard]] std::string rules_page();

}  // namespace tanshi
