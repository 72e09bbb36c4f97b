// tanshi rule: one rule of a regulator worked out, with its formula and its source.

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/worked_rule.h"
#include "scenarios/yaml/nearest_name.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/command.h"
#include "tools/cli/print_problems.h"

namespace tanshi {
namespace {

struct RuleArguments {
  std::string name;
  RuleSettings settings;
  bool list = false;
  bool inputs = false;
  bool json = false;
  bool markdown = false;
};

int refuse(const std::string& why) {
  fmt::print(stderr, "tanshi: {}\n", why);
  return kExitBadInput;
}

int unknown(const std::string& name) {
  std::vector<std::string_view> names;
  for (const Calculator* each : calculators()) names.push_back(each->name);
  const std::string_view nearest = nearest_name(name, names);
  return refuse(fmt::format("no rule is called '{}'; {}`tanshi rule --list` shows all",
                            printable(name),
                            nearest.empty() ? "" : fmt::format("did you mean '{}'? ", nearest)));
}

int list(const RuleArguments& arguments) {
  if (arguments.markdown) {
    fmt::print("{}", rules_page());
  } else {
    fmt::print("{}", arguments.json ? list_to_json() : list_to_text());
  }
  return kExitOk;
}

int print_inputs(const Calculator& calculator, const RuleArguments& arguments) {
  if (!arguments.settings.settings.empty())
    return refuse("--inputs works nothing out; leave --set out");
  std::vector<Problem> problems;
  const auto inputs = inputs_of(calculator, arguments.settings.year, problems);
  print_problems(problems);
  if (!inputs) return kExitBadInput;
  fmt::print("{}", arguments.json ? to_json(calculator, *inputs) : to_text(calculator, *inputs));
  return kExitOk;
}

int rule(const RuleArguments& arguments) {
  if (arguments.list || arguments.markdown) {
    if (!arguments.name.empty()) return refuse("--list is of all rules; leave the name out");
    return list(arguments);
  }
  if (arguments.name.empty()) return refuse("name a rule; `tanshi rule --list` shows all");
  const Calculator* const calculator = find_calculator(arguments.name);
  if (calculator == nullptr) return unknown(arguments.name);
  if (arguments.inputs) return print_inputs(*calculator, arguments);

  std::vector<Problem> problems;
  const auto worked = work_out(*calculator, arguments.settings, problems);
  print_problems(problems);
  if (!worked) return kExitBadInput;
  fmt::print("{}", arguments.json ? to_json(*worked) : to_text(*worked));
  return kExitOk;
}

}  // namespace

void add_rule(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("rule", "Work one rule of a regulator out, with its formula and source");
  auto arguments = std::make_shared<RuleArguments>();
  command->add_option("rule", arguments->name, "Name of a rule (`tanshi rule --list`)")
      ->type_name("NAME");
  command
      ->add_option("--year", arguments->settings.year,
                   "Year for which to work it out; the same as --set year=Y")
      ->type_name("Y");
  command
      ->add_option("--set", arguments->settings.settings,
                   "An input of the rule, such as tnac_t=1_111_736_535; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false)
      ->trigger_on_parse(false);
  command->add_flag("--list", arguments->list, "Name all rules");
  command->add_flag("--inputs", arguments->inputs,
                    "Name the inputs of the rule: meaning, what is allowed, default, source");
  command->add_flag("--json", arguments->json, "Print JSON instead of text");
  command->add_flag("--markdown", arguments->markdown, "Print the tables of docs/rules.md");
  command->callback([arguments, &exit_code] { exit_code = rule(*arguments); });
}

}  // namespace tanshi
