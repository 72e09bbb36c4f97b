// tanshi version, tanshi schema: what the program is, and what it reads.

#include <memory>

#include "scenarios/yaml/scenario_reference.h"
#include "scenarios/yaml/scenario_schema.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"

namespace tanshi {

void add_version(CLI::App& app, int& exit_code) {
  app.add_subcommand("version", "Print the version")->callback([&exit_code] {
    print("tanshi {}\n", TANSHI_VERSION);
    exit_code = kExitOk;
  });
}

void add_schema(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("schema", "Print the JSON Schema of scenario files, for editors");
  auto markdown = std::make_shared<bool>(false);
  command->add_flag("--markdown", *markdown,
                    "Print the keys as the tables of docs/scenarios.md instead");
  command->callback([markdown, &exit_code] {
    print("{}", *markdown ? scenario_reference() : scenario_json_schema());
    exit_code = kExitOk;
  });
}

}  // namespace tanshi
