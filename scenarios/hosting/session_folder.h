// The folders of a class: DATA of its first session, DATA/session-2, -3, ... of the others, which
// say in session.json what is played.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "exchange/journal/journal.h"
#include "scenarios/hosting/session_request.h"

namespace tanshi {

// Where a session's folder has its journal.
inline constexpr std::string_view kJournalFolder = "journal";
// What its journal is of.
[[nodiscard]] JournalOrigin origin_of(const ReadScenario& read);

// Of the session of that number, from 1.
[[nodiscard]] std::filesystem::path session_folder(const std::filesystem::path& data,
                                                   std::int32_t number);

// The highest number that the data has; 1: no session but the first.
[[nodiscard]] std::int32_t latest_session(const std::filesystem::path& data);

// What is played in a folder. Errors: as write_file and read_file; INVALID_ARGUMENT the file is not
// as write_session() left it, or the scenario cannot be read any more.
[[nodiscard]] absl::Status write_session(const LoadedSession& session);
[[nodiscard]] absl::StatusOr<LoadedSession> read_session(const std::filesystem::path& folder,
                                                         std::int32_t number);

// The notes of a folder's class, in order.
// Errors: those of Journal::open and Journal::notes; DATA_LOSS its notes are none.
[[nodiscard]] absl::StatusOr<std::vector<std::string>> class_notes_of(
    const std::filesystem::path& folder);

}  // namespace tanshi
