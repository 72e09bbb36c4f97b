#include "scenarios/results/cells.h"

#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace tanshi {
namespace {

template <class Value>
void append_raw(std::string& bytes, Value value) {
  char raw[sizeof(Value)];
  std::memcpy(raw, &value, sizeof(Value));
  bytes.append(raw, sizeof(Value));
}

// Reads from the front; once there is too little, everything fails.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <class Value>
  Value raw() {
    Value value{};
    const std::string_view bytes = take(sizeof(Value));
    if (good_) std::memcpy(&value, bytes.data(), sizeof(Value));
    return value;
  }
  std::string_view take(std::size_t count) {
    good_ = good_ && count <= bytes_.size();
    if (!good_) return {};
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

void append(std::string& bytes, const Cell& cell) {
  append_raw(bytes, static_cast<std::uint8_t>(cell.index()));
  if (const auto* const integer = std::get_if<std::int64_t>(&cell)) append_raw(bytes, *integer);
  if (const auto* const real = std::get_if<double>(&cell)) append_raw(bytes, *real);
  if (const auto* const text = std::get_if<std::string>(&cell)) {
    append_raw(bytes, static_cast<std::uint32_t>(text->size()));
    bytes += *text;
  }
}

Cell read_cell(Reader& reader) {
  switch (reader.raw<std::uint8_t>()) {
    case 1:
      return reader.raw<std::int64_t>();
    case 2:
      return reader.raw<double>();
    case 3:
      return std::string(reader.take(reader.raw<std::uint32_t>()));
    default:
      return {};
  }
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::optional<double> number_of(const Cell& cell) {
  if (const auto* const integer = std::get_if<std::int64_t>(&cell))
    return static_cast<double>(*integer);
  const auto* const real = std::get_if<double>(&cell);
  return real == nullptr ? std::nullopt : std::optional(*real);
}

std::int64_t integer_of(const Cell& cell) {
  const auto* const integer = std::get_if<std::int64_t>(&cell);
  return integer == nullptr ? 0 : *integer;
}

std::string text_of(const Cell& cell) {
  const auto* const text = std::get_if<std::string>(&cell);
  return text == nullptr ? std::string() : *text;
}

void CellColumns::real(const Column& column, double& value) {
  add(column, "REAL", std::isfinite(value) ? Cell(value) : Cell());
}

void CellColumns::add(const Column& column, std::string_view type, Cell cell) {
  kinds.push_back({column.name, type, column.unit, column.meaning});
  row.push_back(std::move(cell));
}

void CellReader::real(const Column&, double& value) {
  value = number_of(next()).value_or(std::numeric_limits<double>::quiet_NaN());
}

void CellReader::maybe_integer(const Column&, std::optional<std::int64_t>& value) {
  const auto* const integer = std::get_if<std::int64_t>(&next());
  value = integer == nullptr ? std::nullopt : std::optional(*integer);
}

std::string encode(const std::vector<Row>& rows) {
  std::string bytes;
  for (const Row& row : rows) {
    append_raw(bytes, static_cast<std::uint32_t>(row.size()));
    for (const Cell& cell : row) append(bytes, cell);
  }
  return bytes;
}

std::optional<std::vector<Row>> decode(std::string_view bytes) {
  std::vector<Row> rows;
  Reader reader(bytes);
  while (!reader.at_end()) {
    Row& row = rows.emplace_back();
    for (auto left = reader.raw<std::uint32_t>(); left > 0 && reader.good(); --left)
      row.push_back(read_cell(reader));
    if (!reader.good()) return std::nullopt;
  }
  return rows;
}

std::string csv_line(const Row& row, std::string_view end) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) line += ',';
    if (const auto* const integer = std::get_if<std::int64_t>(&row[i]))
      line += fmt::format("{}", *integer);
    if (const auto* const real = std::get_if<double>(&row[i])) line += fmt::format("{}", *real);
    line += quoted(text_of(row[i]));
  }
  return line.append(end);
}

}  // namespace tanshi
