#include "exchange/journal/snapshot_store.h"

#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "exchange/codec/journal_codec.h"
#include "exchange/journal/checksum.h"

namespace tanshi {
namespace {

DatabaseOptions database_options(const DiskOptions& disk, bool read_only) {
  return {.application_id = 0x54534e53,  // "TSNS"
          .format = 3,                   // 1 had no rules of trading, 2 no forwards
          .schema =
              "CREATE TABLE snapshot (command_count INTEGER PRIMARY KEY,"
              " checksum INTEGER NOT NULL, state BLOB NOT NULL) STRICT",
          .read_only = read_only,
          .disk = disk};
}

// NOT_FOUND: it holds states of an earlier format, which say less than a market has.
absl::StatusOr<Database> open_current(const std::filesystem::path& file,
                                      const DatabaseOptions& options) {
  absl::StatusOr<Database> database = Database::open(file, options);
  if (!database.ok()) return database;
  const absl::StatusOr<std::int64_t> format = database->query_integer("PRAGMA user_version");
  if (!format.ok()) return format.status();
  if (*format < options.format) {
    return absl::NotFoundError(absl::StrCat(file.string(), ": of an earlier format"));
  }
  return database;
}

}  // namespace

absl::StatusOr<SnapshotStore> SnapshotStore::open(const std::filesystem::path& file,
                                                  const DiskOptions& disk, bool read_only) {
  const DatabaseOptions options = database_options(disk, read_only);
  absl::StatusOr<Database> database = open_current(file, options);
  const bool is_of_no_use =
      absl::IsDataLoss(database.status()) || absl::IsNotFound(database.status());
  if (is_of_no_use && !read_only) {
    std::error_code ignored;  // what is still there makes the second try fail
    for (const char* suffix : {"", "-wal", "-journal"}) {
      std::filesystem::remove(std::filesystem::path(file) += suffix, ignored);
    }
    database = open_current(file, options);
  }
  if (!database.ok()) return database.status();
  return SnapshotStore(*std::move(database));
}

absl::Status SnapshotStore::save(const MarketState& state) {
  const std::string bytes = encode_state(state);
  if (absl::Status status = database_.run("BEGIN"); !status.ok()) return status;
  absl::Status status = replace(state.command_count, bytes);
  if (status.ok()) status = database_.run("COMMIT");
  if (!status.ok()) (void)database_.run("ROLLBACK");  // may have been rolled back already
  return status;
}

absl::Status SnapshotStore::replace(std::int64_t command_count, std::string_view state) {
  auto insert = database_.prepare("INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?)");
  if (!insert.ok()) return insert.status();
  insert->bind(0, command_count);
  insert->bind(1, checksum_of({command_count}, state));
  insert->bind(2, state);
  if (const auto done = insert->step(); !done.ok()) return done.status();
  return database_.run(
      "DELETE FROM snapshot WHERE command_count NOT IN"
      " (SELECT command_count FROM snapshot ORDER BY command_count DESC LIMIT 2)");
}

absl::StatusOr<std::vector<std::int64_t>> SnapshotStore::command_counts() {
  auto select = database_.prepare("SELECT command_count FROM snapshot ORDER BY command_count DESC");
  if (!select.ok()) return select.status();
  std::vector<std::int64_t> counts;
  auto row = select->step();
  for (; row.ok() && *row; row = select->step()) counts.push_back(select->integer(0));
  if (!row.ok()) return row.status();
  return counts;
}

std::optional<MarketState> SnapshotStore::load(std::int64_t command_count) {
  auto select = database_.prepare("SELECT checksum, state FROM snapshot WHERE command_count = ?");
  if (!select.ok()) return std::nullopt;
  select->bind(0, command_count);
  const auto row = select->step();
  if (!row.ok() || !*row) return std::nullopt;
  const std::string_view bytes = select->bytes(1);
  if (select->integer(0) != checksum_of({command_count}, bytes)) return std::nullopt;
  std::optional<MarketState> state = decode_state(bytes);
  if (state && state->command_count != command_count) state.reset();
  return state;
}

}  // namespace tanshi
