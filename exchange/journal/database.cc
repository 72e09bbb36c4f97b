#include "exchange/journal/database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstring>
#include <system_error>
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
  const bool tells_more =
      error != 0 && ((result & 0xFF) == SQLITE_IOERR || (result & 0xFF) == SQLITE_CANTOPEN);
  return {code_of(result), absl::StrCat(file, ": ", cause, tells_more ? ": " : "",
                                        tells_more ? std::strerror(error) : "")};
}

absl::Status status_of(sqlite3* connection) {
  return status_of(connection, sqlite3_db_filename(connection, "main"));
}

absl::StatusOr<sqlite3*> connect(const std::string& name, int flags,
                                 const DatabaseOptions& options) {
  sqlite3* connection = nullptr;
  const int result = sqlite3_open_v2(name.c_str(), &connection,
                                     flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                     options.disk.vfs.empty() ? nullptr : options.disk.vfs.c_str());
  if (result == SQLITE_OK) return connection;
  absl::Status status = status_of(connection, name.c_str());
  sqlite3_close_v2(connection);
  return status;
}

// The URI by which SQLite reads a file without locks and without looking for a log beside it.
std::string immutable(const std::filesystem::path& file) {
  std::string uri = "file://";
  for (const char c : std::filesystem::absolute(file).string()) {
    if (c == '%' || c == '?' || c == '#') {
      absl::StrAppend(&uri, "%", absl::Hex(c));
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

bool holds_something(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  return !error && size > 0;
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
  if (options.read_only) return open_to_read(file, options);
  auto connection = connect(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, options);
  if (!connection.ok()) return connection.status();
  Database database(*connection);
  if (sqlite3_db_readonly(*connection, "main") == 1) {  // SQLite makes do with that
    return absl::PermissionDeniedError(absl::StrCat(file.string(), ": may only be read"));
  }
  if (absl::Status status = database.claim(file, options); !status.ok()) return status;
  return database;
}

// SQLite cannot read a write-ahead log beside a file without making a file or locking for writing.
// So there are two ways: a file without a log is read as one that cannot change, which our own lock
// sees to; one with a log, as its only writer, who writes nothing and leaves the log as it is.
absl::StatusOr<Database> Database::open_to_read(const std::filesystem::path& file,
                                                const DatabaseOptions& options) {
  absl::StatusOr<std::unique_ptr<ReaderLock>> lock = ReaderLock::take(file);
  if (!lock.ok()) return lock.status();
  const bool has_log = holds_something(file.string() + "-wal");
  if (has_log && ::faccessat(AT_FDCWD, file.c_str(), W_OK, AT_EACCESS) != 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        file.string(), "-wal: holds what was written last, and can be read only where ",
        "one may write; copy the folder, and read the copy"));
  }
  if (has_log) lock->reset();
  auto connection = has_log
                        ? connect(file.string(), SQLITE_OPEN_READWRITE, options)
                        : connect(immutable(file), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, options);
  if (!connection.ok()) return connection.status();
  Database database(*connection, *std::move(lock));
  sqlite3_db_config(*connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  if (absl::Status status = database.run("PRAGMA locking_mode=EXCLUSIVE;"
                                         "PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF");
      !status.ok()) {
    return status;
  }
  const absl::StatusOr<bool> is_new = database.identify(file, options);
  if (!is_new.ok()) return is_new.status();
  if (*is_new) return absl::NotFoundError(absl::StrCat(file.string(), ": is empty"));
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
  const absl::StatusOr<bool> is_new = identify(file, options);
  if (!is_new.ok()) return is_new.status();
  if (*is_new) {
    if (absl::Status status =
            run(absl::StrCat("PRAGMA application_id=", options.application_id,
                             "; PRAGMA user_version=", options.format, ";", options.schema));
        !status.ok()) {
      return status;
    }
  }
  if (absl::Status status = run("COMMIT; PRAGMA synchronous=FULL"); !status.ok()) return status;
  return use_write_ahead_log(options.disk.checkpoint_pages);
}

absl::StatusOr<bool> Database::identify(const std::filesystem::path& file,
                                        const DatabaseOptions& options) {
  const auto application_id = query_integer("PRAGMA application_id");
  const auto format = query_integer("PRAGMA user_version");
  const auto tables = query_integer("SELECT count(*) FROM sqlite_schema");
  for (const auto* answer : {&application_id, &format, &tables}) {
    if (!answer->ok()) return answer->status();
  }
  if (*application_id == 0 && *format == 0 && *tables == 0) return true;
  if (*application_id != options.application_id) {
    return absl::FailedPreconditionError(
        absl::StrCat(file.string(), ": a database of another program"));
  }
  if (*format > options.format) {
    return absl::FailedPreconditionError(
        absl::StrCat(file.string(), ": written by a later version (format ", *format,
                     ", this program reads up to ", options.format, ")"));
  }
  return false;
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
