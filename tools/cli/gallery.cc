// tanshi gallery: results of the literature, published beside ours.

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "scenarios/gallery/gallery_library.h"
#include "scenarios/gallery/gallery_output.h"
#include "scenarios/results/report/report.h"
#include "tools/cli/command.h"
#include "tools/cli/output.h"
#include "tools/cli/print_problems.h"
#include "tools/cli/run_folder.h"

namespace tanshi {
namespace {

constexpr int kMostJobs = 1'024;

struct GalleryArguments {
  std::vector<std::string> names;
  int jobs = 0;  // 0: a thread a core
  std::string out;
  bool json = false;
  bool list = false;
};

int list_names() {
  const auto names = gallery_names();
  if (!names.ok()) return fail(names.status());
  for (const std::string& name : *names) print("{}\n", name);
  return kExitOk;
}

absl::Status write_gallery(const std::filesystem::path& folder, const std::string& json) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return absl::UnknownError(fmt::format("{}: {}", folder.string(), error.message()));
  if (absl::Status written = write_file(folder / "gallery.json", json); !written.ok())
    return written;
  return write_file(folder / "report.html", page_html(json));
}

int gallery(const GalleryArguments& arguments) {
  if (arguments.list) return list_names();
  std::vector<std::string> names = arguments.names;
  if (names.empty()) {
    auto all = gallery_names();
    if (!all.ok()) return fail(all.status());
    names = *std::move(all);
  }
  std::vector<Problem> problems;
  std::vector<GalleryEntry> entries;
  for (const std::string& name : names) {
    auto entry = load_gallery_entry(name, problems);
    if (entry) entries.push_back(*std::move(entry));
  }
  print_problems(problems);
  if (!problems.empty()) return kExitBadInput;

  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  const auto results = play_gallery(entries, arguments.jobs > 0 ? arguments.jobs : cores);
  if (!results.ok()) return fail(results.status());
  const std::string json = gallery_json(*results, TANSHI_VERSION);
  if (!arguments.out.empty()) {
    const absl::Status written = write_gallery(arguments.out, json);
    if (!written.ok()) return fail(written);
  }
  write_output(arguments.json ? json : gallery_text(*results));
  return passed(*results) ? kExitOk : kExitExpectationFailed;
}

}  // namespace

void add_gallery(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "gallery",
      "Results of the literature, published and ours; exit 0 when all rows hold, 1 when one fails");
  auto arguments = std::make_shared<GalleryArguments>();
  command
      ->add_option("entries", arguments->names,
                   "Entries by name, or files of one's own (docs/gallery.md); all if left out")
      ->type_name("NAME|FILE");
  command
      ->add_option("--jobs", arguments->jobs,
                   "Threads to use; one a core if it is left out. The results are the same")
      ->type_name("N")
      ->check(CLI::Range(1, kMostJobs));
  command->add_option("--out", arguments->out, "Folder for gallery.json and report.html")
      ->type_name("DIR");
  command->add_flag("--json", arguments->json, "Print gallery.json instead of a table");
  command->add_flag("--list", arguments->list, "Only name the entries");
  command->callback([arguments, &exit_code] { exit_code = gallery(*arguments); });
}

}  // namespace tanshi
