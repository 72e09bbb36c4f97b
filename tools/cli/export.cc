// tanshi export: the tables of a run or a sweep as a data set for an archive.

#include <filesystem>
#include <memory>
#include <string>

#include "scenarios/archive/data_set.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"

namespace tanshi {
namespace {

struct ExportArguments {
  std::string folder;
  std::string csv;
  std::string parquet;
  bool force = false;
};

int export_folder(const ExportArguments& arguments) {
  if (!arguments.parquet.empty())
    return fail(absl::UnimplementedError(fmt::format(
        "--parquet: the Python package writes it: python -m tanshi export {} --parquet {}",
        arguments.folder, arguments.parquet)));
  if (arguments.csv.empty())
    return fail(absl::InvalidArgumentError("--csv: say into which folder, as --csv OUT"));
  const absl::Status written = write_data_set(arguments.folder, arguments.csv, arguments.force);
  if (!written.ok()) return fail(written);
  print("{}\n", printable(arguments.csv));
  return kExitOk;
}

}  // namespace

void add_export(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "export",
      "Write the tables of a run or a sweep as a data set: CSV, codebook, scenario, sums");
  auto arguments = std::make_shared<ExportArguments>();
  command->add_option("folder", arguments->folder, "Folder that `tanshi run` or `sweep` wrote")
      ->required()
      ->type_name("DIR");
  CLI::Option* const csv =
      command
          ->add_option("--csv", arguments->csv, "Folder for the data set, with a CSV file a table")
          ->type_name("OUT");
  command
      ->add_option("--parquet", arguments->parquet,
                   "Say how Parquet files are written: the Python package does that")
      ->type_name("OUT")
      ->excludes(csv);
  command->add_flag("--force", arguments->force, "Put it in the place of an earlier data set");
  command->callback([arguments, &exit_code] { exit_code = export_folder(*arguments); });
}

}  // namespace tanshi
