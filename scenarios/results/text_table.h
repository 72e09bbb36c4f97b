// Aligned columns of text for a terminal. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tanshi {

// Columns that the terminal shows for UTF-8 text whose letters are each one column wide.
[[nodiscard]] std::size_t shown_width(std::string_view text);

class TextTable {
 public:
  enum class Align : std::uint8_t { kLeft, kRight };

  void add_column(std::string heading, Align align = Align::kRight);
  // REQUIRES: as many cells as columns.
  void add_row(std::vector<std::string> cells);

  // Each row on a line, two spaces between columns, none at the end of a line.
  [[nodiscard]] std::string str() const;

 private:
  struct Column {
    std::string heading;
    Align align;
  };
  void append(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths,
              std::string& out) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace tanshi
