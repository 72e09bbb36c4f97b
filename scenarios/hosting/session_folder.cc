#include "scenarios/hosting/session_folder.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/results/whole_file.h"
#include "tanshi/journal/v1/session_note.pb.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view kFolder = "session-";
constexpr const char* kSessionFile = "session.json";

// Of a folder's name; 0: it is not one of a session.
std::int32_t number_in(std::string_view name) {
  if (!name.starts_with(kFolder)) return 0;
  name.remove_prefix(kFolder.size());
  std::int32_t number = 0;
  const char* const end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data(), end, number);
  return error == std::errc() && stop == end ? number : 0;
}

}  // namespace

JournalOrigin origin_of(const ReadScenario& read) {
  return {fmt::format("{}, seed {}", read.scenario.name, read.scenario.seed), read.yaml};
}

fs::path session_folder(const fs::path& data, std::int32_t number) {
  return number == 1 ? data : data / fmt::format("{}{}", kFolder, number);
}

std::int32_t latest_session(const fs::path& data) {
  std::int32_t latest = 1;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(data, error)) {
    const std::int32_t number = number_in(entry.path().filename().string());
    if (number > latest && fs::exists(entry.path() / kSessionFile, error)) latest = number;
  }
  return latest;
}

absl::Status write_session(const LoadedSession& session) {
  const auto day_takes = session.day_takes.value_or(std::chrono::milliseconds(0));
  const Json json = {{"yaml", session.read.yaml},
                     {"treatment", session.treatment},
                     {"practice", session.practice},
                     {"day_takes_ms", day_takes.count()}};
  return write_file(session.folder / kSessionFile, json.dump(1) + "\n");
}

absl::StatusOr<LoadedSession> read_session(const fs::path& folder, std::int32_t number) {
  const fs::path file = folder / kSessionFile;
  const auto bytes = read_file(file);
  if (!bytes.ok()) return bytes.status();
  const Json json = Json::parse(*bytes, nullptr, /*allow_exceptions=*/false);
  const auto field = [&json](const char* key) {
    return json.is_object() ? json.value(key, Json()) : Json();
  };
  const Json yaml = field("yaml");
  const Json treatment = field("treatment");
  const Json practice = field("practice");
  const Json day_takes = field("day_takes_ms");
  if (!yaml.is_string() || !treatment.is_string() || !practice.is_boolean() ||
      !day_takes.is_number_integer()) {
    return absl::InvalidArgumentError(
        fmt::format("{}: is not as the exchange left it; restore it, or remove its folder for the "
                    "session before it",
                    file.string()));
  }
  auto read = read_text(yaml.get<std::string>(), {});
  if (!read.ok()) {
    return absl::InvalidArgumentError(
        fmt::format("{}: {}", file.string(), std::string(read.status().message())));
  }
  return LoadedSession{.read = *std::move(read),
                       .number = number,
                       .treatment = treatment,
                       .practice = practice,
                       .day_takes = std::chrono::milliseconds(day_takes.get<std::int64_t>()),
                       .folder = folder};
}

absl::StatusOr<std::vector<std::string>> class_notes_of(const fs::path& folder) {
  auto journal = Journal::open(folder / kJournalFolder, {.read_only = true});
  if (!journal.ok()) return journal.status();
  const auto bytes = (*journal)->notes();
  if (!bytes.ok()) return bytes.status();
  journal::v1::SessionNotes notes;
  if (!notes.ParseFromString(*bytes)) {
    return absl::DataLossError(
        fmt::format("{}: the notes of its session cannot be read", folder.string()));
  }
  std::vector<std::string> of_class;
  for (journal::v1::SessionNote& note : *notes.mutable_notes())
    if (note.has_of_class()) of_class.push_back(std::move(*note.mutable_of_class()));
  return of_class;
}

}  // namespace tanshi
