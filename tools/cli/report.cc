// tanshi report: draws report.html of a folder again, from what a run, a sweep or the gallery left
// in it.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "absl/status/statusor.h"
#include "scenarios/results/report/report.h"
#include "scenarios/results/report/report_data.h"
#include "scenarios/results/results_database.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"
#include "tools/cli/report_figures.h"
#include "tools/cli/run_folder.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

// nullopt: there is no such file, or none that can be read.
std::optional<std::string> text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || fs::is_directory(file)) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

absl::StatusOr<std::string> checked(const fs::path& file, std::string json) {
  const absl::Status fit = check_page_data(json);
  if (fit.ok()) return json;
  return absl::InvalidArgumentError(
      fmt::format("{}: {}", file.string(), std::string(fit.message())));
}

// The data of the folder's page. A run's summary.json has no kind: its page needs more than that,
// and is of results.sqlite.
absl::StatusOr<std::string> data_of(const fs::path& folder) {
  const fs::path summary_file = folder / "summary.json";
  const fs::path gallery_file = folder / "gallery.json";
  const fs::path results_file = folder / "results.sqlite";
  const auto summary = text_of(summary_file);
  const bool has_results = fs::exists(results_file);
  if (summary) {
    const auto data = nlohmann::json::parse(*summary, nullptr, /*allow_exceptions=*/false);
    if (!has_results || (data.is_object() && data.contains("kind")))
      return checked(summary_file, *summary);
  }
  if (const auto gallery = text_of(gallery_file)) return checked(gallery_file, *gallery);
  if (!has_results)
    return absl::NotFoundError(
        fmt::format("{}: holds no results.sqlite of a run, summary.json of a sweep or gallery.json",
                    folder.string()));
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
