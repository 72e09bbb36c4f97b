// tanshi list: the canned scenarios and what each shows.

#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "scenarios/library/scenario_library.h"
#include "scenarios/results/text_table.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"
#include "tools/cli/print_problems.h"

namespace tanshi {
namespace {

int list(bool json) {
  const auto library = ScenarioLibrary::of_program();
  if (!library.ok()) return fail(library.status());
  TextTable table;
  table.add_column("scenario", TextTable::Align::kLeft);
  table.add_column("what it shows", TextTable::Align::kLeft);
  nlohmann::ordered_json entries = nlohmann::ordered_json::array();
  std::vector<Problem> problems;
  for (const std::string& name : library->names()) {
    const auto file = library->find(name);
    const auto read = load_scenario(file->string(), {}, problems);
    if (!read) continue;
    const std::string& title = read->scenario.title;
    table.add_row({name, title});
    entries.push_back({{"name", name}, {"title", title}, {"file", file->string()}});
  }
  print("{}", json ? entries.dump(2) + "\n" : table.str());
  print_problems(problems);
  return problems.empty() ? kExitOk : kExitBadInput;
}

}  // namespace

void add_list(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("list", "Name the canned scenarios and what each shows");
  auto json = std::make_shared<bool>(false);
  command->add_flag("--json", *json, "Print JSON instead of a table");
  command->callback([json, &exit_code] { exit_code = list(*json); });
}

}  // namespace tanshi
