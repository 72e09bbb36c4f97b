#include "exchange/journal/database.h"

#include <sqlite3.h>

#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "exchange/base/check.h"

namespace tanshi {
namespace {

// Larger than SQLite's 4,096, because groups of commands are larger than rows usually are; a
// commit of one command still writes two pages or so.
constexpr int kPageBytes = 8192;

absl::StatusCode code_of(int extended_result) {
  switch (extended_result & 0xFF) {
    case SQLITE_FULL:
      return absl::StatusCode::kResourceExhausted;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return absl::StatusCode::kDataLoss;
    case SQLITE_BUSY:
      return absl::StatusCode::kUnavailable;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      return absl::StatusCode::kPermissionDenied;
    default:
      return absl::StatusCode::kInternal;
  }
}

absl::Status status_of(sqlite3* connection, const char* file) {
  const int result = sqlite3_extended_errcode(connection);
  const bool held = (result & 0xFF) == SQLITE_BUSY;
  const char* const cause = held ? "another process is using it" : sqlite3_errmsg(connection);
  const int error = sqlite3_system_errno(connection);
  const bool tells_more = (result & 0xFF) == SQLITE_IOERR || (result & 0xFF) == SQLITE_CANTOPEN;
  return {code_of(result), absl::StrCat(file, ": ", cause, tells_more ? ": " : "",
                                        tells_more ? std::strerror(error) : "")};
}

absl::Status status_of(sqlite3* connection) {
  return status_of(connection, sqlite3_db_filename(connection, "main"));
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void Statement::bind(int parameter, std::int64_t value) {
  TANSHI_CHECK(sqlite3_bind_int64(statement_.get(), parameter + 1, value) == SQLITE_OK);
}

void Statement::bind(int parameter, std::string_view bytes) {
  TANSHI_CHECK(sqlite3_bind_blob64(statement_.get(), parameter + 1, bytes.data(), bytes.size(),
                                   SQLITE_STATIC) == SQLITE_OK);
}

absl::StatusOr<bool> Statement::step() {
  const int result = sqlite3_step(statement_.get());
  if (result == SQLITE_ROW) return true;
  absl::StatusOr<bool> end = false;
  if (result != SQLITE_DONE) end = status_of(sqlite3_db_handle(statement_.get()));
  reset();
  return end;
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Statement::bytes(int column) const {
  const auto* const begin = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return begin == nullptr ? std::string_view() : std::string_view(begin, std::size_t(size));
}

void Database::Close::operator()(sqlite3* connection) const {
  sqlite3_close_v2(connection);
}

absl::StatusOr<Database> Database::open(const std::filesystem::path& file,
                                        const DatabaseOptions& options) {
  sqlite3* connection = nullptr;
  const int result = sqlite3_open_v2(
      file.c_str(), &connection,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
      options.disk.vfs.empty() ? nullptr : options.disk.vfs.c_str());
  Database database(connection);
  if (result != SQLITE_OK) return status_of(connection, file.c_str());
  if (absl::Status status = database.claim(file, options); !status.ok()) return status;
  return database;
}

// One exclusive transaction finds out whose file it is and makes a new file ours, so that a crash
// leaves it either new or ours. The lock stays after it, because of the locking mode.
absl::Status Database::claim(const std::filesystem::path& file, const DatabaseOptions& options) {
  if (absl::Status status = run(
          absl::StrCat("PRAGMA page_size=", kPageBytes, "; PRAGMA locking_mode=EXCLUSIVE;",
                       "PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF; BEGIN EXCLUSIVE"));
      !status.ok()) {
    return status;
  }
  const auto application_id = query_integer("PRAGMA application_id");
  const auto format = query_integer("PRAGMA user_version");
  const auto tables = query_integer("SELECT count(*) FROM sqlite_schema");
  for (const auto* answer : {&application_id, &format, &tables}) {
    if (!answer->ok()) return answer->status();
  }
  if (*application_id == 0 && *format == 0 && *tables == 0) {
    if (absl::Status status =
            run(absl::StrCat("PRAGMA application_id=", options.application_id,
                             "; PRAGMA user_version=", options.format, ";", options.schema));
        !status.ok()) {
      return status;
    }
  } else if (*application_id != options.application_id) {
    return absl::FailedPreconditionError(
        absl::StrCat(file.string(), ": a database of another program"));
  } else if (*format > options.format) {
    return absl::FailedPreconditionError(
        absl::StrCat(file.string(), ": written by a later version (format ", *format,
                     ", this program reads up to ", options.format, ")"));
  }
  if (absl::Status status = run("COMMIT; PRAGMA synchronous=FULL"); !status.ok()) return status;
  return use_write_ahead_log(options.disk.checkpoint_pages);
}

absl::Status Database::use_write_ahead_log(int checkpoint_pages) {
  absl::StatusOr<Statement> mode = prepare("PRAGMA journal_mode=WAL");
  if (!mode.ok()) return mode.status();
  absl::StatusOr<bool> row = mode->step();
  const bool is_on = row.ok() && mode->bytes(0) == "wal";
  if (row.ok()) row = mode->step();  // only now the change is committed, or has failed
  if (!row.ok()) return row.status();
  if (!is_on) {
    return absl::InternalError(absl::StrCat(sqlite3_db_filename(connection_.get(), "main"),
                                            ": SQLite gives no write-ahead log here"));
  }
  return run(absl::StrCat("PRAGMA wal_autocheckpoint=", checkpoint_pages));
}

absl::Status Database::run(const std::string& sql) {
  if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return status_of(connection_.get());
  }
  return absl::OkStatus();
}

absl::StatusOr<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
    return status_of(connection_.get());
  }
  return Statement(statement);
}

absl::StatusOr<std::int64_t> Database::query_integer(std::string_view sql) {
  absl::StatusOr<Statement> statement = prepare(sql);
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<bool> row = statement->step();
  if (!row.ok()) return row.status();
  return *row ? statement->integer(0) : 0;
}

}  // namespace tanshi
