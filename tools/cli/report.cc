// tanshi report: draws report.html of a folder again, from what a run, a sweep or the gallery left
// in it.

#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "absl/status/statusor.h"
#include "scenarios/experiment/sweep_tables.h"
#include "scenarios/results/report/report.h"
#include "scenarios/results/report/report_data.h"
#include "scenarios/results/results_database.h"
#include "scenarios/results/whole_file.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"
#include "tools/cli/report_figures.h"
#include "tools/cli/run_folder.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

// What the program told in JSON, if a page can be drawn of it.
absl::StatusOr<std::string> page_data_in(const fs::path& file) {
  absl::StatusOr<std::string> json = read_file(file);
  if (!json.ok()) return json;
  const absl::Status fit = check_page_data(*json);
  if (fit.ok()) return json;
  return absl::InvalidArgumentError(
      fmt::format("{}: {}", file.string(), std::string(fit.message())));
}

// The data of the folder's page. That of a run is of results.sqlite: it needs more than
// summary.json tells.
absl::StatusOr<std::string> data_of(const fs::path& folder) {
  const fs::path summary_file = folder / "summary.json";
  const fs::path gallery_file = folder / "gallery.json";
  const fs::path results_file = folder / "results.sqlite";
  std::error_code error;
  if (!fs::exists(results_file, error)) {
    for (const fs::path& file : {summary_file, gallery_file})
      if (fs::exists(file, error)) return page_data_in(file);
    return absl::NotFoundError(
        fmt::format("{}: holds no results.sqlite of a run, summary.json of a sweep or gallery.json",
                    folder.string()));
  }
  const absl::StatusOr<bool> sweep = holds_sweep(folder);
  if (!sweep.ok()) return sweep.status();
  if (*sweep) return page_data_in(summary_file);
  const auto run = read_results(results_file);
  if (!run.ok()) return run.status();
  return report_data(*run);
}

struct ReportArguments {
  std::string folder;
  std::string figures;  // empty: the page
  std::string out;
};

int report(const ReportArguments& arguments) {
  const fs::path folder = arguments.folder;
  const auto data = data_of(folder);
  if (!data.ok()) return fail(data.status());
  if (!arguments.figures.empty()) {
    const absl::Status drawn = draw_figures(figures_program(*data), arguments.out);
    return drawn.ok() ? kExitOk : fail(drawn);
  }
  const fs::path file = folder / "report.html";
  if (const absl::Status written = write_file(file, page_html(*data)); !written.ok())
    return fail(written);
  print("{}\n", printable(file.string()));
  return kExitOk;
}

}  // namespace

void add_report(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "report", "Draw report.html of a run, a sweep or the gallery again, and print where it is");
  auto arguments = std::make_shared<ReportArguments>();
  command
      ->add_option("folder", arguments->folder,
                   "Folder that `tanshi run`, `sweep` or `gallery` wrote")
      ->required()
      ->type_name("DIR");
  CLI::Option* const figures =
      command
          ->add_option("--figures", arguments->figures,
                       "Draw the figures as files instead, for papers; needs Node.js 18")
          ->check(CLI::IsMember({"svg"}))
          ->type_name("svg");
  CLI::Option* const out =
      command->add_option("--out", arguments->out, "Folder for the figures")->type_name("DIR");
  figures->needs(out);
  out->needs(figures);
  command->callback([arguments, &exit_code] { exit_code = report(*arguments); });
}

}  // namespace tanshi
