#include "scenarios/library/rulebook_library.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/library/files.h"
#include "scenarios/rulebooks/rulebook_words.h"
#include "scenarios/yaml/nearest_name.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExtension = ".yaml";

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == kExtension) names.push_back(entry->path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

std::optional<fs::path> rulebook_folder() {
  if (const char* const named = std::getenv("TANSHI_RULEBOOKS")) return named;
  return folder_near_program({"scenarios/rulebooks", "share/tanshi/rulebooks"},
                             [](const fs::path& path) { return !names_in(path).empty(); });
}

std::vector<std::string> known_names() {
  const auto folder = rulebook_folder();
  return folder ? names_in(*folder) : std::vector<std::string>();
}

struct RulebookText {
  std::string file;
  std::string text;
};

std::optional<RulebookText> find_rulebook(const std::string& name_or_path,
                                          std::vector<Problem>& problems) {
  fs::path file = name_or_path;
  if (!is_path(name_or_path)) {
    const std::vector<std::string> names = known_names();
    if (std::ranges::find(names, name_or_path) == names.end()) {
      const std::vector<std::string_view> views(names.begin(), names.end());
      const std::string_view nearest = nearest_name(name_or_path, views);
      problems.push_back(
          {{name_or_path, 0, 0},
           "",
           fmt::format("no rulebook of this name; {}there are {}",
                       nearest.empty() ? "" : fmt::format("did you mean '{}'? ", nearest),
                       fmt::join(names, ", "))});
      return std::nullopt;
    }
    file = *rulebook_folder() / (name_or_path + std::string(kExtension));
  }
  const auto text = read_text(file);
  if (!text.ok()) {
    problems.push_back(file_problem(file.string(), text.status()));
    return std::nullopt;
  }
  return RulebookText{file.string(), *text};
}

}  // namespace

std::vector<std::string> rulebook_names() {
  return known_names();
}

std::optional<AuctionRulebook> load_auction_rulebook(const std::string& name_or_path,
                                                     std::vector<Problem>& problems) {
  const auto found = find_rulebook(name_or_path, problems);
  return found ? read_auction_rulebook(found->text, found->file, problems) : std::nullopt;
}

std::optional<std::string> describe_rulebook(const std::string& name_or_path,
                                             std::vector<Problem>& problems) {
  const auto found = find_rulebook(name_or_path, problems);
  return found ? rulebook_in_words(found->text, found->file, problems) : std::nullopt;
}

std::optional<YamlNode> load_rules(const std::string& name_or_path,
                                   std::vector<Problem>& problems) {
  const auto found = find_rulebook(name_or_path, problems);
  return found ? read_rules(found->text, found->file, problems) : std::nullopt;
}

}  // namespace tanshi
