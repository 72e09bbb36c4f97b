#include "scenarios/library/scenario_library.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scenarios/library/files.h"
#include "scenarios/yaml/nearest_name.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFileName = "scenario.yaml";

}  // namespace

absl::StatusOr<ScenarioLibrary> ScenarioLibrary::of_program() {
  const char* const named = std::getenv("TANSHI_SCENARIOS");
  if (named != nullptr && *named != '\0') {
    ScenarioLibrary library(named);
    if (!library.names().empty()) return library;
    return absl::NotFoundError(
        fmt::format("TANSHI_SCENARIOS is '{}'; it must be a folder with scenarios, each NAME/{}",
                    named, kFileName));
  }
  const auto folder = folder_near_program(
      {"scenarios/library", "share/tanshi/scenarios"},
      [](const fs::path& path) { return !ScenarioLibrary(path).names().empty(); });
  if (folder) return ScenarioLibrary(*folder);
  return absl::NotFoundError(
      "the library of scenarios is not near the program; set TANSHI_SCENARIOS to its folder");
}

std::vector<std::string> ScenarioLibrary::names() const {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder_, error), end; !error && entry != end;
       entry.increment(error)) {
    if (fs::exists(entry->path() / kFileName, error))
      names.push_back(entry->path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

absl::StatusOr<fs::path> ScenarioLibrary::find(const std::string& name) const {
  const std::vector<std::string> known = names();
  if (std::ranges::find(known, name) != known.end()) return folder_ / name / kFileName;
  const std::vector<std::string_view> views(known.begin(), known.end());
  const std::string_view nearest = nearest_name(name, views);
  const std::string hint = nearest.empty() ? "" : fmt::format("did you mean '{}'? ", nearest);
  return absl::NotFoundError(
      fmt::format("no scenario of this name; {}`tanshi list` shows all", hint));
}

std::optional<ReadScenario> load_scenario(const std::string& name_or_path,
                                          std::span<const Override> overrides,
                                          std::vector<Problem>& problems) {
  fs::path file = name_or_path;
  if (!is_path(name_or_path)) {
    const auto library = ScenarioLibrary::of_program();
    auto found =
        library.ok() ? library->find(name_or_path) : absl::StatusOr<fs::path>(library.status());
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
  return read_scenario(*text, file.string(), overrides, problems);
}

}  // namespace tanshi
