// Rows of tables as plain values: what columns.h tells of a run, kept, so that one listener serves
// the working store, the tables, the CSV files and the JSON of a sweep.
#pragma once

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

struct ColumnKind {
  std::string name;
  std::string_view type;  // of SQLite: INTEGER, REAL or TEXT
};

// Keeps what it is told of a row.
class CellColumns final : public Columns {
 public:
  using Columns::integer;
  void integer(const char* name, std::int64_t& value) override { add(name, "INTEGER", value); }
  void real(const char* name, double& value) override;
  void text(const char* name, std::string& value) override { add(name, "TEXT", value); }
  void maybe_integer(const char* name, std::optional<std::int64_t>& value) override {
    add(name, "INTEGER", value ? Cell(*value) : Cell());
  }
  void maybe_real(const char* name, std::optional<double>& value) override {
    add(name, "REAL", cell_of(value));
  }

  std::vector<ColumnKind> kinds;
  Row row;

 private:
  void add(const char* name, std::string_view type, Cell cell);
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

// A line of a CSV file (RFC 4180) with its line feed. Nothing stands for what does not exist;
// numbers read back exactly.
[[nodiscard]] std::string csv_line(const Row& row);

}  // namespace tanshi
