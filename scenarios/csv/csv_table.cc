#include "scenarios/csv/csv_table.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/yaml/nearest_name.h"
#include "scenarios/yaml/utf8.h"

namespace tanshi {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {
    if (text_.starts_with(kByteOrderMark)) skip(kByteOrderMark.size());
  }

  // The next row that holds text; empty at the end, or after fault() has been told.
  std::vector<CsvCell> next_row() {
    while (at_ < text_.size() && !fault_) {
      std::vector<CsvCell> row = read_row();
      if (row.size() > 1 || !row.front().text.empty() || was_quoted_) return row;
    }
    return {};
  }

  // What is wrong, in place of a cell's text.
  [[nodiscard]] const std::optional<CsvCell>& fault() const { return fault_; }

 private:
  [[nodiscard]] bool is_at(char c) const { return at_ < text_.size() && text_[at_] == c; }
  [[nodiscard]] bool is_at_line_end() const {
    return at_ == text_.size() || is_at('\n') || text_.substr(at_, 2) == "\r\n";
  }
  [[nodiscard]] CsvCell here(std::string text) const {
    return {std::move(text), line_, static_cast<int>(at_ - line_start_) + 1};
  }
  void refuse(std::string what) {
    if (!fault_) fault_ = here(std::move(what));
    at_ = text_.size();
  }
  void skip(std::size_t count) { at_ = std::min(at_ + count, text_.size()); }
  void skip_spaces() {
    while (is_at(' ') || is_at('\t')) skip(1);
  }
  void end_line() {
    if (is_at('\r')) skip(1);
    skip(1);
    ++line_;
    line_start_ = at_;
  }

  std::vector<CsvCell> read_row() {
    std::vector<CsvCell> row;
    was_quoted_ = false;
    do {
      if (!row.empty()) skip(1);  // the comma
      skip_spaces();
      row.push_back(is_at('"') ? read_quoted() : read_plain());
    } while (is_at(',') && row.size() < kMaxCsvColumns);
    if (is_at(',')) refuse(fmt::format("more than {} cells", kMaxCsvColumns));
    end_line();
    return row;
  }

  CsvCell read_plain() {
    CsvCell cell = here("");
    const std::size_t start = at_;
    while (!is_at_line_end() && !is_at(',')) {
      if (is_at('"')) refuse("a quote inside a cell; put the whole cell in quotes, and write \"\"");
      if (is_at('\r')) refuse("a carriage return inside a line; lines end with LF or CRLF");
      skip(1);
    }
    if (!fault_) cell.text = trimmed(text_.substr(start, at_ - start));
    return cell;
  }

  CsvCell read_quoted() {
    CsvCell cell = here("");
    was_quoted_ = true;
    skip(1);
    while (at_ < text_.size()) {
      if (text_.substr(at_, 2) == "\"\"") {
        cell.text += '"';
        skip(2);
      } else if (is_at('"')) {
        skip(1);
        skip_spaces();
        if (!is_at_line_end() && !is_at(',')) refuse("text after the closing quote of a cell");
        return cell;
      } else {
        cell.text += text_[at_];
        skip(1);
        if (text_[at_ - 1] == '\n') {
          ++line_;
          line_start_ = at_;
        }
      }
    }
    fault_ = cell;
    fault_->text = "a quote that is never closed";
    return cell;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  int line_ = 1;
  bool was_quoted_ = false;  // a cell of this row
  std::optional<CsvCell> fault_;
};

std::optional<Problem> first_problem(std::string_view text, const std::string& file) {
  if (text.size() > kMaxCsvBytes) {
    return Problem{{file, 1, 1}, "", fmt::format("more than {} bytes long", kMaxCsvBytes)};
  }
  if (const auto bad = first_bad_text(text)) {
    return Problem{{file, bad->line, bad->column}, "", bad->what + "; a CSV file is UTF-8 text"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<CsvTable> parse_csv(std::string_view text, std::string_view file,
                                  std::vector<Problem>& problems) {
  const std::size_t problems_before = problems.size();
  CsvTable table{std::string(file), {}, {}};
  if (auto problem = first_problem(text, table.file)) {
    problems.push_back(*std::move(problem));
    return std::nullopt;
  }
  Parser parser(text);
  table.columns = parser.next_row();
  for (auto row = parser.next_row(); !row.empty() && !parser.fault(); row = parser.next_row()) {
    if (row.size() == table.columns.size()) {
      table.rows.push_back(std::move(row));
    } else {
      problems.push_back({{table.file, row.front().line, 1},
                          "",
                          fmt::format("has {} cells; the first line names {} columns", row.size(),
                                      table.columns.size())});
    }
  }
  if (parser.fault()) {
    problems.push_back({place_of(table, *parser.fault()), "", parser.fault()->text});
  } else if (table.columns.empty()) {
    problems.push_back({{table.file, 1, 1}, "", "empty; the first line names the columns"});
  }
  if (problems.size() > problems_before) return std::nullopt;
  return table;
}

Place place_of(const CsvTable& table, const CsvCell& cell) {
  return {table.file, cell.line, cell.column};
}

std::vector<std::optional<std::size_t>> find_columns(const CsvTable& table,
                                                     const std::vector<std::string_view>& required,
                                                     const std::vector<std::string_view>& optional,
                                                     std::vector<Problem>& problems) {
  std::vector<std::string_view> wanted = required;
  wanted.insert(wanted.end(), optional.begin(), optional.end());
  std::vector<std::optional<std::size_t>> found(wanted.size());
  const std::size_t problems_before = problems.size();
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const CsvCell& cell = table.columns[i];
    const auto at = static_cast<std::size_t>(std::ranges::find(wanted, cell.text) - wanted.begin());
    if (at == wanted.size()) {
      const std::string_view nearest = nearest_name(cell.text, wanted);
      problems.push_back(
          {place_of(table, cell), "",
           fmt::format("unknown column '{}'; {}allowed: {}", printable(cell.text),
                       nearest.empty() ? "" : fmt::format("did you mean '{}'? ", nearest),
                       fmt::join(wanted, ", "))});
    } else if (found[at]) {
      problems.push_back(
          {place_of(table, cell), "", fmt::format("column '{}' is there twice", cell.text)});
    } else {
      found[at] = i;
    }
  }
  for (std::size_t i = 0; i < required.size(); ++i) {
    if (found[i]) continue;
    problems.push_back({{table.file, table.columns.front().line, 1},
                        "",
                        fmt::format("no column '{}'; the first line must name {}", required[i],
                                    fmt::join(required, ", "))});
  }
  if (problems.size() > problems_before) found.clear();
  return found;
}

}  // namespace tanshi
