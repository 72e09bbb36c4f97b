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
#include "scenarios/results/results_database.h"
#include "scenarios/yaml/utf8.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"
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

absl::StatusOr<std::string> page_of(const fs::path& file, const std::string& json) {
  const absl::Status fit = check_page_data(json);
  if (fit.ok()) return page_html(json);
  return absl::InvalidArgumentError(
      fmt::format("{}: {}", file.string(), std::string(fit.message())));
}

// A run's summary.json has no kind: its page needs more than that, and is of results.sqlite.
absl::StatusOr<std::string> page_of_folder(const fs::path& folder) {
  const fs::path summary_file = folder / "summary.json";
  const fs::path gallery_file = folder / "gallery.json";
  const fs::path results_file = folder / "results.sqlite";
  const auto summary = text_of(summary_file);
  const bool has_results = fs::exists(results_file);
  if (summary) {
    const auto data = nlohmann::json::parse(*summary, nullptr, /*allow_exceptions=*/false);
    if (!has_results || (data.is_object() && data.contains("kind")))
      return page_of(summary_file, *summary);
  }
  if (const auto gallery = text_of(gallery_file)) return page_of(gallery_file, *gallery);
  if (!has_results)
    return absl::NotFoundError(
        fmt::format("{}: holds no results.sqlite of a run, summary.json of a sweep or gallery.json",
                    folder.string()));
  const auto run = read_results(results_file);
  if (!run.ok()) return run.status();
  return report_html(*run);
}

int report(const fs::path& folder) {
  const auto page = page_of_folder(folder);
  if (!page.ok()) return fail(page.status());
  const fs::path file = folder / "report.html";
  if (const absl::Status written = write_file(file, *page); !written.ok()) return fail(written);
  print("{}\n", printable(file.string()));
  return kExitOk;
}

}  // namespace

void add_report(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "report", "Draw report.html of a run, a sweep or the gallery again, and print where it is");
  auto folder = std::make_shared<std::string>();
  command->add_option("folder", *folder, "Folder that `tanshi run`, `sweep` or `gallery` wrote")
      ->required()
      ->type_name("DIR");
  command->callback([folder, &exit_code] { exit_code = report(*folder); });
}

}  // namespace tanshi
