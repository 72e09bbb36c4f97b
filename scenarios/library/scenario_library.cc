#include "scenarios/library/scenario_library.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scenarios/yaml/nearest_name.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFileName = "scenario.yaml";

// A folder does not stand in the way of a name: it may be where the scenario's results go.
bool is_path(const std::string& name_or_path) {
  std::error_code none;
  return name_or_path.find_first_of("/.") != std::string::npos ||
         (fs::exists(name_or_path, none) && !fs::is_directory(name_or_path, none));
}

// Says of a file that cannot be read why; the file's name comes before it.
Problem file_problem(const std::string& file, const absl::Status& status) {
  return {{file, 0, 0}, "", std::string(status.message())};
}

// Reads to the end, but at most `most` bytes. nullopt: it cannot be read. A named pipe that nobody
// opens to write for a second is empty: waiting for somebody might never end.
std::optional<std::string> read_open(int descriptor, std::size_t most) {
  constexpr int kTryMs = 10;
  struct stat file = {};
  int tries = ::fstat(descriptor, &file) == 0 && S_ISFIFO(file.st_mode) ? 1'000 / kTryMs : 0;
  std::string text(most, '\0');
  std::size_t size = 0;
  while (size < most) {
    const ssize_t bytes = ::read(descriptor, text.data() + size, most - size);
    pollfd writer = {.fd = descriptor, .events = POLLIN, .revents = 0};
    if (bytes > 0) {
      size += static_cast<std::size_t>(bytes);
      tries = 0;
    } else if (bytes < 0 && errno == EAGAIN) {
      ::poll(&writer, 1, -1);  // somebody has it open to write
      tries = 0;
    } else if (bytes < 0 && errno != EINTR) {
      return std::nullopt;
    } else if (bytes == 0 && tries-- <= 0) {
      break;
    } else if (bytes == 0) {
      ::poll(&writer, 1, kTryMs);
    }
  }
  text.resize(size);
  return text;
}

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
  std::error_code error;
  for (fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
       folder.has_relative_path(); folder = folder.parent_path()) {
    for (const char* const inside : {"scenarios/library", "share/tanshi/scenarios"}) {
      // A build folder may hold an empty one of the same name.
      ScenarioLibrary library(folder / inside);
      if (!library.names().empty()) return library;
    }
  }
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

absl::StatusOr<std::string> read_text(const fs::path& file) {
  std::error_code error;
  if (fs::is_directory(file, error))
    return absl::InvalidArgumentError("is a folder; give the file of a scenario in it");
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) return absl::NotFoundError("no such file");
  std::optional<std::string> text;
  if (descriptor >= 0) {
    text = read_open(descriptor, kMaxYamlBytes + 1);
    ::close(descriptor);
  }
  if (!text) return absl::PermissionDeniedError("cannot be read; check its permissions");
  return *std::move(text);
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
