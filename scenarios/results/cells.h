// Rows of tables as plain values: what columns.h tells of a run, kept, so that one listener serves
// the working store, the tables, the CSV files and the JSON of a sweep.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "scenarios/results/columns.h"

namespace tanshi {

using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;
using Row = std::vector<Cell>;

[[nodiscard]] inline Cell cell_of(std::optional<double> value) {
  return value ? Cell(*value) : Cell();
}
[[nodiscard]] std::optional<double> number_of(const Cell& cell);  // none: neither kind of number
[[nodiscard]] std::int64_t integer_of(const Cell& cell);          // 0: not an integer
[[nodiscard]] std::string text_of(const Cell& cell);              // empty: not text

// A column of a table, as SQLite declares it and as the codebook tells it.
struct ColumnKind {
  std::string name;
  std::string_view type;  // INTEGER, REAL or TEXT; kKeyType: no two rows have the same
  std::string_view unit;
  std::string_view meaning;
};
inline constexpr std::string_view kKeyType = "INTEGER PRIMARY KEY";

struct TableKind {
  std::string name;
  std::string_view row;  // what a row is
  std::vector<ColumnKind> columns;
};

// Keeps what it is told of a row.
class CellColumns final : public Columns {
 public:
  using Columns::text;
  void integer(const Column& column, std::int64_t& value) override {
    add(column, "INTEGER", value);
  }
  void real(const Column& column, double& value) override;
  void text(const Column& column, std::string& value) override { add(column, "TEXT", value); }
  void maybe_integer(const Column& column, std::optional<std::int64_t>& value) override {
    add(column, "INTEGER", value ? Cell(*value) : Cell());
  }
  void maybe_real(const Column& column, std::optional<double>& value) override {
    add(column, "REAL", cell_of(value));
  }
  void maybe_text(const Column& column, std::string& value) override {
    add(column, "TEXT", value.empty() ? Cell() : Cell(value));
  }
  void key(const Column& column, std::int64_t& value) override { add(column, kKeyType, value); }

  std::vector<ColumnKind> kinds;
  Row row;

 private:
  void add(const Column& column, std::string_view type, Cell cell);
};

// Sets the values of a row from its cells, which come in the order of the columns.
class CellReader final : public Columns {
 public:
  // REQUIRES: `row` has a cell a column, and outlives the reader.
  explicit CellReader(const Row& row) : row_(row) {}

  using Columns::text;
  void integer(const Column&, std::int64_t& value) override { value = integer_of(next()); }
  void real(const Column&, double& value) override;  // not a number: none
  void text(const Column&, std::string& value) override { value = text_of(next()); }
  void maybe_integer(const Column&, std::optional<std::int64_t>& value) override;
  void maybe_real(const Column&, std::optional<double>& value) override {
    value = number_of(next());
  }
  void maybe_text(const Column&, std::string& value) override { value = text_of(next()); }

 private:
  const Cell& next() { return row_.at(column_++); }

  const Row& row_;
  std::size_t column_ = 0;
};

template <class Told>
Row row_of(Told told) {
  CellColumns columns;
  tell(columns, told);
  return std::move(columns.row);
}

template <class Told>
std::vector<ColumnKind> columns_of() {
  CellColumns columns;
  Told told{};
  tell(columns, told);
  return std::move(columns.kinds);
}

// Rows as bytes and back. The bytes stay on one machine, or on machines of one kind.
[[nodiscard]] std::string encode(const std::vector<Row>& rows);
// Errors: nullopt for bytes that are no rows.
[[nodiscard]] std::optional<std::vector<Row>> decode(std::string_view bytes);

// A line of a CSV file (RFC 4180) with its end. Nothing stands for what does not exist; numbers
// read back exactly.
[[nodiscard]] std::string csv_line(const Row& row, std::string_view end = "\n");
inline constexpr std::string_view kCsvLineEnd = "\r\n";  // as the RFC has it

}  // namespace tanshi
