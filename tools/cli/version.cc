// tanshi version, tanshi schema: what the program is, and what it reads.

#include <memory>
#include <string>

#include "scenarios/laboratory/files/laboratory_keys.h"
#include "scenarios/yaml/scenario_reference.h"
#include "scenarios/yaml/scenario_schema.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"

namespace tanshi {
namespace {

struct SchemaArguments {
  std::string of = "scenario";
  bool markdown = false;
};

std::string schema(const SchemaArguments& arguments) {
  if (arguments.of == "scenario")
    return arguments.markdown ? scenario_reference() : scenario_json_schema();
  const auto keys = [](Fields& fields) {
    LaboratoryDesign design;
    tell_laboratory(fields, design);
  };
  return arguments.markdown
             ? key_reference(keys)
             : json_schema("Laboratory experiment of Tanshi",
                           "What `tanshi lab` plays. Reference: docs/laboratory.md.", keys);
}

}  // namespace

void add_version(CLI::App& app, int& exit_code) {
  app.add_subcommand("version", "Print the version")->callback([&exit_code] {
    print("tanshi {}\n", TANSHI_VERSION);
    exit_code = kExitOk;
  });
}

void add_schema(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "schema", "Print the JSON Schema of scenario or laboratory files, for editors");
  auto arguments = std::make_shared<SchemaArguments>();
  command->add_option("--of", arguments->of, "Which files: scenario, or laboratory")
      ->check(CLI::IsMember({"scenario", "laboratory"}))
      ->type_name("KIND");
  command->add_flag("--markdown", arguments->markdown,
                    "Print the keys as the tables of the documentation instead");
  command->callback([arguments, &exit_code] {
    print("{}", schema(*arguments));
    exit_code = kExitOk;
  });
}

}  // namespace tanshi
