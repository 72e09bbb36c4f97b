#include "scenarios/results/text_table.h"

#include <algorithm>
#include <utility>

#include "exchange/base/check.h"

namespace tanshi {

std::size_t shown_width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

void TextTable::add_column(std::string heading, Align align) {
  columns_.push_back({std::move(heading), align});
}

void TextTable::add_row(std::vector<std::string> cells) {
  TANSHI_CHECK(cells.size() == columns_.size());
  rows_.push_back(std::move(cells));
}

void TextTable::append(const std::vector<std::string>& cells,
                       const std::vector<std::size_t>& widths, std::string& out) const {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string padding(widths[i] - shown_width(cells[i]), ' ');
    if (i > 0) line += "  ";
    line += columns_[i].align == Align::kRight ? padding + cells[i] : cells[i] + padding;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  out += line + "\n";
}

std::string TextTable::str() const {
  std::vector<std::string> headings;
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    headings.push_back(columns_[i].heading);
    std::size_t width = shown_width(columns_[i].heading);
    for (const auto& row : rows_) width = std::max(width, shown_width(row[i]));
    widths.push_back(width);
  }
  std::string out;
  append(headings, widths, out);
  for (const auto& row : rows_) append(row, widths, out);
  return out;
}

}  // namespace tanshi
