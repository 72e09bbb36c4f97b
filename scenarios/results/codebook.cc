#include "scenarios/results/codebook.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/results/class_rows.h"
#include "scenarios/results/record_rows.h"

namespace tanshi {
namespace {

using Json = nlohmann::ordered_json;

// A cell of a Markdown table.
std::string cell_text(std::string_view text) {
  std::string cell;
  for (const char c : text) cell += c == '|' ? std::string("\\|") : std::string(1, c);
  return cell;
}

Json columns_json(const TableKind& table) {
  Json columns = Json::array();
  for (const ColumnKind& column : table.columns) {
    columns.push_back({{"name", column.name},
                       {"type", plain_type(column)},
                       {"unit", column.unit},
                       {"meaning", column.meaning}});
  }
  return columns;
}

}  // namespace

std::string_view plain_type(const ColumnKind& column) {
  return column.type == kKeyType ? "INTEGER" : column.type;
}

std::vector<TableKind> run_codebook() {
  std::vector<TableKind> tables;
  const RunTables run;
  for_each_table(run, [&]<class Told>(const char* name, const char* row, const std::vector<Told>&) {
    tables.push_back({name, row, columns_of<Told>()});
  });
  for_each_recorded_table([&]<class Told>(const char* name, const char* row, const Told&) {
    tables.push_back({name, row, columns_of<Told>()});
  });
  return tables;
}

std::vector<TableKind> class_codebook() {
  std::vector<TableKind> tables;
  const ClassTables of_class;
  for_each_class_table(
      of_class, [&]<class Told>(const char* name, const char* row, const std::vector<Told>&) {
        tables.push_back({name, row, columns_of<Told>()});
      });
  return tables;
}

std::string codebook_markdown(std::span<const TableKind> tables) {
  std::string text;
  for (const TableKind& table : tables) {
    text += fmt::format("### {}\n\nA row is {}.\n\n", table.name, table.row);
    text += "| column | type | unit | meaning |\n|---|---|---|---|\n";
    for (const ColumnKind& column : table.columns) {
      text += fmt::format("| `{}` | {} | {} | {} |\n", column.name, plain_type(column),
                          cell_text(column.unit), cell_text(column.meaning));
    }
    text += "\n";
  }
  return text;
}

std::string codebook_csv(std::span<const TableKind> tables) {
  const auto cell = [](std::string_view text) { return Cell(std::string(text)); };
  std::string csv = csv_line(
      {cell("table"), cell("row"), cell("column"), cell("type"), cell("unit"), cell("meaning")});
  for (const TableKind& table : tables) {
    for (const ColumnKind& column : table.columns) {
      csv += csv_line({table.name, cell(table.row), column.name, cell(plain_type(column)),
                       cell(column.unit), cell(column.meaning)});
    }
  }
  return csv;
}

std::string codebook_json(std::span<const Codebook> codebooks) {
  Json json;
  for (const Codebook& book : codebooks) {
    Json tables = Json::array();
    for (const TableKind& table : book.tables)
      tables.push_back(
          {{"name", table.name}, {"row", table.row}, {"columns", columns_json(table)}});
    json[book.name] = {{"format", book.format}, {"tables", std::move(tables)}};
  }
  return json.dump(2) + "\n";
}

}  // namespace tanshi
