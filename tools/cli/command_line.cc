#include "tools/cli/command_line.h"

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <CLI/Config.hpp>
#include <CLI/Error.hpp>
#include <CLI/Formatter.hpp>

#include "scenarios/yaml/nearest_name.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"

namespace tanshi {
namespace {

CLI::App& named_subcommand(CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app : *chosen.front();
}

// Flags and subcommands that could have been meant.
std::vector<std::string> known_words(CLI::App& command) {
  std::vector<std::string> words;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
  }
  for (const CLI::App* sub : command.get_subcommands([](CLI::App*) { return true; }))
    words.push_back(sub->get_name());
  return words;
}

// What the arguments that nobody wanted are taken for.
std::string unknown(CLI::App& app) {
  CLI::App& command = named_subcommand(app);
  const std::vector<std::string> extras = app.remaining(true);
  if (extras.empty()) return "too many arguments";
  const std::string& word = extras.front();
  const std::vector<std::string> words = known_words(command);
  const std::vector<std::string_view> views(words.begin(), words.end());
  const std::string_view nearest = nearest_name(word, views);
  const bool is_command = &command == &app && !word.starts_with('-');
  return fmt::format("unknown {} '{}'{}", is_command ? "command" : "argument", printable(word),
                     nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest));
}

}  // namespace

int run_command_line(CLI::App& app, int argc, char** argv, const int& exit_code) {
  try {
    app.parse(argc, argv);
    return exit_code;
  } catch (const CLI::Success& asked) {  // help
    std::ostringstream help;
    const int code = app.exit(asked, help, help);
    write_output(help.str());
    return code;
  } catch (const CLI::ExtrasError&) {
    complain("tanshi: {}\n", unknown(app));
  } catch (const CLI::ParseError& error) {
    const std::vector<std::string> extras = app.remaining(true);
    const bool only_command_missing = error.get_name() == "RequiredError" && extras.empty();
    complain("tanshi: {}\n",
             only_command_missing || extras.empty() ? printable(error.what()) : unknown(app));
  }
  CLI::App& command = named_subcommand(app);
  complain("Try `{} --help`.\n", &command == &app ? "tanshi" : "tanshi " + command.get_name());
  return kExitBadInput;
}

}  // namespace tanshi
