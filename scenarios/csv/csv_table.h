// A CSV text as a table whose every cell knows where it stands.
//
// Strict, after RFC 4180: UTF-8, cells between commas, rows on lines (LF or CRLF), the first row
// names the columns, every row has as many cells. A cell in quotes may hold commas, line feeds and
// quotes (""). Spaces around a cell without quotes, lines without any text and a byte-order mark
// are skipped.
//
// Pure: memory in, memory out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

inline constexpr std::size_t kMaxCsvBytes = 64 << 20;
inline constexpr std::size_t kMaxCsvColumns = 100;

struct CsvCell {
  std::string text;
  int line = 0;    // from 1
  int column = 0;  // in bytes, from 1
};

struct CsvTable {
  std::string file;  // how messages call it
  std::vector<CsvCell> columns;
  std::vector<std::vector<CsvCell>> rows;  // each as long as `columns`
};

// Errors: nullopt, with at least one problem added.
[[nodiscard]] std::optional<CsvTable> parse_csv(std::string_view text, std::string_view file,
                                                std::vector<Problem>& problems);

// Where a cell of the table stands.
[[nodiscard]] Place place_of(const CsvTable& table, const CsvCell& cell);

// The place of each wanted column in the table's rows, in the order wanted; of an optional one that
// is not there, nothing. Columns that are neither, given twice, or missing are refused.
// Errors: an empty list, with at least one problem added.
[[nodiscard]] std::vector<std::optional<std::size_t>> find_columns(
    const CsvTable& table, const std::vector<std::string_view>& required,
    const std::vector<std::string_view>& optional, std::vector<Problem>& problems);

}  // namespace tanshi
