// tanshi rulebook: a real market's rules, in words.

#include <memory>
#include <string>
#include <vector>

#include "scenarios/library/rulebook_library.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"
#include "tools/cli/print_problems.h"

namespace tanshi {
namespace {

int list_rulebooks() {
  std::vector<Problem> problems;
  for (const std::string& name : rulebook_names()) {
    if (const auto rulebook = load_auction_rulebook(name, problems))
      print("{:<10} {}\n", name, rulebook->title);
  }
  print_problems(problems);
  return problems.empty() ? kExitOk : kExitBadInput;
}

int describe(const std::string& name) {
  std::vector<Problem> problems;
  const auto words = describe_rulebook(name, problems);
  print_problems(problems);
  if (!words) return kExitBadInput;
  print("{}", *words);
  return kExitOk;
}

}  // namespace

void add_rulebook(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "rulebook", "A real market's rules in words, each with its source; without a name, a list");
  auto name = std::make_shared<std::string>();
  command->add_option("NAME", *name, "Name of a rulebook, or the path of its file");
  command->callback(
      [name, &exit_code] { exit_code = name->empty() ? list_rulebooks() : describe(*name); });
}

}  // namespace tanshi
