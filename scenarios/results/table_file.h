// A SQLite file of tables whose rows are cells: results.sqlite, written and read.
//
// Remembers the first thing that went wrong; after it, calls do nothing. Thread-safety: none.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "scenarios/results/cells.h"

struct sqlite3;
struct sqlite3_stmt;

namespace tanshi {

class TableFile {
 public:
  enum class Mode : std::uint8_t { kRead, kCreate };
  // A file that is created replaces one that is there; the same calls make the same bytes.
  TableFile(const std::filesystem::path& file, Mode mode);

  // INTERNAL with SQLite's words, naming the file.
  [[nodiscard]] const absl::Status& status() const { return status_; }

  void run(const std::string& sql);
  void create(const TableKind& table);
  // REQUIRES: as many cells as the table has columns, or one more in front: its rowid.
  void insert(const std::string& table, const Row& row);
  // Calls `each` with every row of the answer.
  void select(const std::string& sql, std::span<const Cell> parameters,
              const std::function<void(const Row&)>& each);
  [[nodiscard]] std::vector<Row> all(const std::string& sql, std::span<const Cell> parameters = {});

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  struct Prepared {
    std::string sql;
    std::unique_ptr<sqlite3_stmt, Finalize> statement;
  };
  // nullptr: it cannot be prepared, or something went wrong before. Kept for the next time.
  sqlite3_stmt* prepare(const std::string& sql);
  void bind(sqlite3_stmt* statement, std::span<const Cell> cells);
  void check(bool good);

  std::filesystem::path file_;
  std::unique_ptr<sqlite3, Close> connection_;
  std::vector<Prepared> prepared_;
  absl::Status status_;
};

}  // namespace tanshi
