#include "scenarios/gallery/gallery_library.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "scenarios/gallery/gallery_reader.h"
#include "scenarios/library/files.h"
#include "scenarios/library/scenario_library.h"
#include "scenarios/yaml/nearest_name.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFileName = "entry.yaml";

absl::StatusOr<fs::path> folder() {
  const auto library = ScenarioLibrary::of_program();
  if (!library.ok()) return library.status();
  return library->folder() / "gallery";
}

absl::StatusOr<fs::path> find(const std::string& name) {
  const auto names = gallery_names();
  if (!names.ok()) return names.status();
  if (std::ranges::find(*names, name) != names->end()) return *folder() / name / kFileName;
  const std::vector<std::string_view> views(names->begin(), names->end());
  const std::string_view nearest = nearest_name(name, views);
  return absl::NotFoundError(
      fmt::format("no entry of this name; {}`tanshi gallery --list` shows all",
                  nearest.empty() ? "" : fmt::format("did you mean '{}'? ", nearest)));
}

}  // namespace

absl::StatusOr<std::vector<std::string>> gallery_names() {
  const auto gallery = folder();
  if (!gallery.ok()) return gallery.status();
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(*gallery, error), end; !error && entry != end;
       entry.increment(error)) {
    if (fs::exists(entry->path() / kFileName, error))
      names.push_back(entry->path().filename().string());
  }
  if (names.empty())
    return absl::NotFoundError(fmt::format("{}: holds no entries", gallery->string()));
  std::ranges::sort(names);
  return names;
}

std::optional<GalleryEntry> load_gallery_entry(const std::string& name_or_path,
                                               std::vector<Problem>& problems) {
  fs::path file = name_or_path;
  if (!is_path(name_or_path)) {
    auto found = find(name_or_path);
    if (!found.ok()) {
      problems.push_back(file_problem(name_or_path, found.status()));
      return std::nullopt;
    }
    file = *std::move(found);
  }
  const auto text = read_text(file);
  if (!text.ok()) {
    problems.push_back(file_problem(file.string(), text.status()));
    return std::nullopt;
  }
  auto entry = read_gallery_entry(*text, file, problems);
  // A file of its own folder is called after itself.
  if (entry && (entry->name.empty() || file.filename() != kFileName))
    entry->name = entry->name.empty() ? file.stem().string() : entry->name;
  return entry;
}

}  // namespace tanshi
