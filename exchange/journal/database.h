// SQLite as the journal uses it: one file, one connection, one process; a commit is on the disk
// when it returns (write-ahead log, synchronous=FULL).
//
// Thread-safety: none; one thread at a time may use a Database and its Statements.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "exchange/journal/reader_lock.h"

struct sqlite3;
struct sqlite3_stmt;

namespace tanshi {

// A prepared statement. Parameters and columns count from 0.
class Statement {
 public:
  void bind(int parameter, std::int64_t value);
  // The bytes must stay until step() has returned.
  void bind(int parameter, std::string_view bytes);

  // Advances to the next row: true while there is one. The statement is reset after the last row
  // and after an error, and can be bound and run again.
  // Errors: as Database.
  [[nodiscard]] absl::StatusOr<bool> step();

  // Forgets the rows that are left.
  void reset();

  // Of the row that step() reached; zero or empty when the column has another type. Bytes are
  // valid until the next step().
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view bytes(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };

  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// How a file is kept.
struct DiskOptions {
  // A checkpoint, which copies the write-ahead log into the file, delays one commit in about so
  // many pages of 8,192 bytes: few enough that nobody notices it, enough to write few pages twice.
  int checkpoint_pages = 512;
  // Name of SQLite's VFS, its seam to the operating system; empty: the system's own.
  std::string vfs = {};
};

// What a file is.
struct DatabaseOptions {
  // Identifies whose file it is, and what for (SQLite's application_id).
  std::int32_t application_id = 0;
  // Version of the tables. A file with a higher one is refused.
  std::int32_t format = 1;
  // Creates the tables in a new file.
  std::string schema;
  // Only look: no file changes, none is made, and no right to write is needed, unless the
  // write-ahead log holds commits that a writer who was interrupted left there.
  bool read_only = false;
  DiskOptions disk = {};
};

// Errors, of all members: RESOURCE_EXHAUSTED the disk is full; DATA_LOSS the file is damaged;
// UNAVAILABLE another process holds it; PERMISSION_DENIED it may not be written; INTERNAL anything
// else. Messages name the file.
class Database {
 public:
  // Opens `file`, or creates it with the schema, and locks it for as long as this object lives.
  // Errors: as above; FAILED_PRECONDITION the file belongs to another program, or a later version
  // of this one wrote it, or it may only be read but its write-ahead log is not empty.
  [[nodiscard]] static absl::StatusOr<Database> open(const std::filesystem::path& file,
                                                     const DatabaseOptions& options);

  // Runs statements that give no rows.
  [[nodiscard]] absl::Status run(const std::string& sql);

  [[nodiscard]] absl::StatusOr<Statement> prepare(std::string_view sql);

  // The first column of the first row; 0 if there is no row.
  [[nodiscard]] absl::StatusOr<std::int64_t> query_integer(std::string_view sql);

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };

  explicit Database(sqlite3* connection, std::unique_ptr<ReaderLock> lock = nullptr)
      : lock_(std::move(lock)), connection_(connection) {}
  [[nodiscard]] static absl::StatusOr<Database> open_to_read(const std::filesystem::path& file,
                                                             const DatabaseOptions& options);
  [[nodiscard]] absl::Status claim(const std::filesystem::path& file,
                                   const DatabaseOptions& options);
  // Whether the file is new. Errors: as open().
  [[nodiscard]] absl::StatusOr<bool> identify(const std::filesystem::path& file,
                                              const DatabaseOptions& options);
  [[nodiscard]] absl::Status use_write_ahead_log(int checkpoint_pages);

  std::unique_ptr<ReaderLock> lock_;  // of a file that is only read and has no log beside it
  std::unique_ptr<sqlite3, Close> connection_;
};

}  // namespace tanshi
