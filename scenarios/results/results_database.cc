#include "scenarios/results/results_database.h"

#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sqlite3.h>

#include "scenarios/results/columns.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

// Raised whenever a table changes; a file of another version is not read.
constexpr int kFormat = 8;

struct CloseConnection {
  void operator()(sqlite3* connection) const { sqlite3_close(connection); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

// Collects the columns of a row: their names, and as SQL declares them.
class ColumnNames final : public Columns {
 public:
  using Columns::integer;
  void integer(const char* name, std::int64_t&) override { add(name, "INTEGER NOT NULL"); }
  void real(const char* name, double&) override { add(name, "REAL"); }
  void text(const char* name, std::string&) override { add(name, "TEXT NOT NULL"); }
  void maybe_integer(const char* name, std::optional<std::int64_t>&) override {
    add(name, "INTEGER");
  }
  void maybe_real(const char* name, std::optional<double>&) override { add(name, "REAL"); }

  std::string names;
  std::string declarations;
  std::string parameters;

 private:
  void add(std::string_view name, std::string_view type) {
    const std::string_view comma = names.empty() ? "" : ", ";
    names += fmt::format("{}{}", comma, name);
    declarations += fmt::format("{}{} {}", comma, name, type);
    parameters += fmt::format("{}?", comma);
  }
};

template <class Row>
ColumnNames columns_of() {
  ColumnNames columns;
  Row row{};
  tell(columns, row);
  return columns;
}

// Binds a row to the parameters of an INSERT.
class BoundRow final : public Columns {
 public:
  explicit BoundRow(sqlite3_stmt* statement) : statement_(statement) {}

  using Columns::integer;
  void integer(const char*, std::int64_t& value) override {
    sqlite3_bind_int64(statement_, ++parameter_, value);
  }
  void real(const char*, double& value) override {
    sqlite3_bind_double(statement_, ++parameter_, value);  // one that is not finite becomes null
  }
  void text(const char*, std::string& value) override {
    sqlite3_bind_text(statement_, ++parameter_, value.data(), static_cast<int>(value.size()),
                      SQLITE_TRANSIENT);
  }
  void maybe_integer(const char* name, std::optional<std::int64_t>& value) override {
    value ? integer(name, *value) : null();
  }
  void maybe_real(const char* name, std::optional<double>& value) override {
    value ? real(name, *value) : null();
  }

 private:
  void null() { sqlite3_bind_null(statement_, ++parameter_); }

  sqlite3_stmt* statement_;
  int parameter_ = 0;
};

// Fills a row from the columns of a SELECT.
class FetchedRow final : public Columns {
 public:
  explicit FetchedRow(sqlite3_stmt* statement) : statement_(statement) {}

  using Columns::integer;
  void integer(const char*, std::int64_t& value) override {
    value = sqlite3_column_int64(statement_, column_++);
  }
  void real(const char*, double& value) override {
    value = is_null() ? std::numeric_limits<double>::quiet_NaN()
                      : sqlite3_column_double(statement_, column_);
    ++column_;
  }
  void text(const char*, std::string& value) override {
    const auto* const bytes =
        reinterpret_cast<const char*>(sqlite3_column_text(statement_, column_));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column_++));
    value = bytes == nullptr ? std::string() : std::string(bytes, size);
  }
  void maybe_integer(const char*, std::optional<std::int64_t>& value) override {
    value.reset();
    if (!is_null()) value = sqlite3_column_int64(statement_, column_);
    ++column_;
  }
  void maybe_real(const char*, std::optional<double>& value) override {
    value.reset();
    if (!is_null()) value = sqlite3_column_double(statement_, column_);
    ++column_;
  }

 private:
  [[nodiscard]] bool is_null() const {
    return sqlite3_column_type(statement_, column_) == SQLITE_NULL;
  }

  sqlite3_stmt* statement_;
  int column_ = 0;
};

// A connection that remembers the first thing that went wrong; after it, calls do nothing.
class ResultsFile {
 public:
  ResultsFile(const fs::path& file, int flags) : file_(file) {
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &connection, flags, nullptr);
    connection_.reset(connection);
    check(code == SQLITE_OK);
  }

  [[nodiscard]] bool ok() const { return error_.empty(); }
  [[nodiscard]] const std::string& error() const { return error_; }

  void run(const std::string& sql) {
    if (ok()) check(sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) == 0);
  }

  [[nodiscard]] int format() {
    const StatementHandle statement = prepare("PRAGMA user_version");
    return ok() && sqlite3_step(statement.get()) == SQLITE_ROW
               ? sqlite3_column_int(statement.get(), 0)
               : 0;
  }

  template <class Row>
  void write(std::string_view table, const std::vector<Row>& rows) {
    const ColumnNames columns = columns_of<Row>();
    run(fmt::format("CREATE TABLE {} ({})", table, columns.declarations));
    const StatementHandle insert =
        prepare(fmt::format("INSERT INTO {} VALUES ({})", table, columns.parameters));
    for (Row row : rows) {
      if (!ok()) return;
      BoundRow bound(insert.get());
      tell(bound, row);
      check(sqlite3_step(insert.get()) == SQLITE_DONE);
      sqlite3_reset(insert.get());
    }
  }

  template <class Row>
  void read(std::string_view table, std::vector<Row>& rows) {
    const ColumnNames columns = columns_of<Row>();
    const StatementHandle select =
        prepare(fmt::format("SELECT {} FROM {} ORDER BY rowid", columns.names, table));
    if (!ok()) return;
    int code = sqlite3_step(select.get());
    for (; code == SQLITE_ROW; code = sqlite3_step(select.get())) {
      FetchedRow fetched(select.get());
      tell(fetched, rows.emplace_back());
    }
    check(code == SQLITE_DONE);
  }

 private:
  StatementHandle prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (ok()) {
      check(sqlite3_prepare_v2(connection_.get(), sql.c_str(), -1, &statement, nullptr) ==
            SQLITE_OK);
    }
    return StatementHandle(statement);
  }

  void check(bool good) {
    if (!good && ok())
      error_ = fmt::format("{}: {}", file_.string(), sqlite3_errmsg(connection_.get()));
  }

  fs::path file_;
  Connection connection_;
  std::string error_;
};

// The tables, once for writing and reading: `each(name, rows)`.
template <class Tables, class Each>
void for_each_table(Tables& tables, const Each& each) {
  each("runs", tables.runs);
  each("years", tables.years);
  each("days", tables.days);
  each("firms", tables.firms);
  each("firm_years", tables.firm_years);
  each("curves", tables.curves);
  each("books", tables.books);
  each("auctions", tables.auctions);
  each("credits", tables.credits);
  each("forwards", tables.forwards);
  each("projects", tables.projects);
  each("expectations", tables.expectations);
}

}  // namespace

absl::Status write_results(const fs::path& file, const RunResult& run) {
  const fs::path unfinished = file.string() + ".unfinished";
  std::error_code error;
  fs::remove(unfinished, error);
  std::string failure;
  {
    ResultsFile results(unfinished, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    // Until it is renamed nobody reads it, so nothing needs to survive a crash.
    results.run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN");
    const RunTables tables = flatten(run);
    for_each_table(tables,
                   [&](std::string_view name, const auto& rows) { results.write(name, rows); });
    results.run(fmt::format("PRAGMA user_version={}; COMMIT", kFormat));
    if (!results.ok()) failure = results.error();
  }
  if (failure.empty()) {
    fs::rename(unfinished, file, error);
    if (!error) return absl::OkStatus();
    failure = fmt::format("{}: {}", file.string(), error.message());
  }
  fs::remove(unfinished, error);
  return absl::InternalError(failure);
}

absl::StatusOr<RunResult> read_results(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error))
    return absl::NotFoundError(fmt::format("{}: no such file", file.string()));
  ResultsFile results(file, SQLITE_OPEN_READONLY);
  const int format = results.format();
  if (results.ok() && format != kFormat) {
    return absl::InvalidArgumentError(
        fmt::format("{}: not the results of a run of this version", file.string()));
  }
  RunTables tables;
  for_each_table(tables, [&](std::string_view name, auto& rows) { results.read(name, rows); });
  if (!results.ok()) return absl::InvalidArgumentError(results.error());
  auto run = unflatten(std::move(tables));
  if (!run) return absl::InvalidArgumentError(fmt::format("{}: tables do not fit", file.string()));
  return *std::move(run);
}

}  // namespace tanshi
