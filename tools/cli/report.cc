// tanshi report: draws report.html of a run again from its results.sqlite.

#include <filesystem>
#include <memory>
#include <string>

#include "scenarios/results/report/report.h"
#include "scenarios/results/results_database.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"
#include "tools/cli/run_folder.h"

namespace tanshi {
namespace {

int report(const std::filesystem::path& folder) {
  const auto run = read_results(folder / "results.sqlite");
  if (!run.ok()) return fail(run.status());
  const std::filesystem::path file = folder / "report.html";
  if (const absl::Status written = write_file(file, report_html(*run)); !written.ok())
    return fail(written);
  print("{}\n", printable(file.string()));
  return kExitOk;
}

}  // namespace

void add_report(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("report", "Draw report.html of a run again, and print where it is");
  auto folder = std::make_shared<std::string>();
  command->add_option("folder", *folder, "Folder that `tanshi run` wrote")
      ->required()
      ->type_name("DIR");
  command->callback([folder, &exit_code] { exit_code = report(*folder); });
}

}  // namespace tanshi
