#include "scenarios/results/table_file.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

namespace tanshi {
namespace {

Cell cell_at(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: {
      const auto* const text =
          reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
    default:
      return {};
  }
}

}  // namespace

void TableFile::Close::operator()(sqlite3* connection) const {
  sqlite3_close_v2(connection);
}

void TableFile::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

TableFile::TableFile(const std::filesystem::path& file, Mode mode) : file_(file) {
  const bool create = mode == Mode::kCreate;
  std::error_code ignored;
  if (create) std::filesystem::remove(file, ignored);
  sqlite3* connection = nullptr;
  const int flags = create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  const int code = sqlite3_open_v2(file.c_str(), &connection, flags, nullptr);
  connection_.reset(connection);
  check(code == SQLITE_OK);
  // Until it is renamed nobody reads it, so nothing needs to survive a crash.
  if (create) run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN");
}

void TableFile::run(const std::string& sql) {
  if (status_.ok())
    check(sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

void TableFile::create(const TableKind& table) {
  std::string declared;
  for (const ColumnKind& column : table.columns)
    declared += fmt::format("{}\"{}\" {}", declared.empty() ? "" : ", ", column.name, column.type);
  run(fmt::format("CREATE TABLE \"{}\" ({})", table.name, declared));
}

void TableFile::insert(const std::string& table, const Row& row) {
  std::string parameters;
  for (std::size_t i = 0; i < row.size(); ++i) parameters += i == 0 ? "?" : ", ?";
  sqlite3_stmt* const statement =
      prepare(fmt::format("INSERT INTO \"{}\" VALUES ({})", table, parameters));
  if (statement == nullptr) return;
  bind(statement, row);
  check(sqlite3_step(statement) == SQLITE_DONE);
  sqlite3_reset(statement);
}

void TableFile::select(const std::string& sql, std::span<const Cell> parameters,
                       const std::function<void(const Row&)>& each) {
  sqlite3_stmt* const statement = prepare(sql);
  if (statement == nullptr) return;
  bind(statement, parameters);
  Row row(static_cast<std::size_t>(sqlite3_column_count(statement)));
  int code = sqlite3_step(statement);
  for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = cell_at(statement, static_cast<int>(i));
    each(row);
  }
  check(code == SQLITE_DONE);
  sqlite3_reset(statement);
}

std::vector<Row> TableFile::all(const std::string& sql, std::span<const Cell> parameters) {
  std::vector<Row> rows;
  select(sql, parameters, [&](const Row& row) { rows.push_back(row); });
  return rows;
}

sqlite3_stmt* TableFile::prepare(const std::string& sql) {
  if (!status_.ok()) return nullptr;
  const auto known = std::ranges::find(prepared_, sql, &Prepared::sql);
  if (known != prepared_.end()) return known->statement.get();
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(connection_.get(), sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
  if (statement != nullptr)
    prepared_.push_back({sql, std::unique_ptr<sqlite3_stmt, Finalize>(statement)});
  return statement;
}

void TableFile::bind(sqlite3_stmt* statement, std::span<const Cell> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const int parameter = static_cast<int>(i) + 1;
    const Cell& cell = cells[i];
    if (const auto* const integer = std::get_if<std::int64_t>(&cell)) {
      sqlite3_bind_int64(statement, parameter, *integer);
    } else if (const auto* const real = std::get_if<double>(&cell)) {
      sqlite3_bind_double(statement, parameter, *real);
    } else if (const auto* const text = std::get_if<std::string>(&cell)) {
      sqlite3_bind_text(statement, parameter, text->data(), static_cast<int>(text->size()),
                        SQLITE_TRANSIENT);
    } else {
      sqlite3_bind_null(statement, parameter);
    }
  }
}

void TableFile::check(bool good) {
  if (good || !status_.ok()) return;
  status_ =
      absl::InternalError(fmt::format("{}: {}", file_.string(), sqlite3_errmsg(connection_.get())));
}

}  // namespace tanshi
