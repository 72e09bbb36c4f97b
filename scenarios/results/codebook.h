// What the tables of results are made of: every table and column with its type, unit and meaning,
// from the code that writes them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "scenarios/results/cells.h"

namespace tanshi {

// The tables of a run. Those that are recorded on request come last.
[[nodiscard]] std::vector<TableKind> run_codebook();

// The tables of a class, which come beside those of its session.
[[nodiscard]] std::vector<TableKind> class_codebook();

// INTEGER, REAL or TEXT.
[[nodiscard]] std::string_view plain_type(const ColumnKind& column);

// A heading (`### years`), what a row is, and the columns, a table each.
[[nodiscard]] std::string codebook_markdown(std::span<const TableKind> tables);

// A row a column: table, row, column, type, unit, meaning. RFC 4180, the first line names them.
[[nodiscard]] std::string codebook_csv(std::span<const TableKind> tables);

// A named set of tables, such as those of a run.
struct Codebook {
  std::string name;
  int format = 0;  // PRAGMA user_version of the file
  std::vector<TableKind> tables;
};
[[nodiscard]] std::string codebook_json(std::span<const Codebook> codebooks);

}  // namespace tanshi
