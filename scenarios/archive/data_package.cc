#include "scenarios/archive/data_package.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/results/codebook.h"

namespace tanshi {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kCsv = "text/csv";

std::string_view type_in_package(const ColumnKind& column) {
  const std::string_view type = plain_type(column);
  if (type == "INTEGER") return "integer";
  return type == "REAL" ? "number" : "string";
}

Json fields_of(const TableKind& table) {
  Json fields = Json::array();
  for (const ColumnKind& column : table.columns) {
    Json field = {
        {"name", column.name}, {"type", type_in_package(column)}, {"description", column.meaning}};
    if (!column.unit.empty()) field["unit"] = column.unit;
    fields.push_back(std::move(field));
  }
  return fields;
}

Json resource_of(std::string_view name, std::string_view path, std::string_view media_type,
                 std::string_view description, const FileSum& sum) {
  return {{"name", name},
          {"path", path},
          {"description", description},
          {"mediatype", media_type},
          {"encoding", "utf-8"},
          {"bytes", sum.bytes},
          {"hash", "sha256:" + sum.sha256}};
}

Json resource_of(const PackedTable& table) {
  const TableKind& kind = table.kind;
  Json resource = resource_of(kind.name, csv_name(table), kCsv,
                              fmt::format("A row is {}.", kind.row), table.sum);
  resource["profile"] = "tabular-data-resource";
  resource["format"] = "csv";
  resource["rows"] = table.rows;
  resource["schema"] = {{"fields", fields_of(kind)}, {"missingValues", {""}}};
  for (const ColumnKind& column : kind.columns)
    if (column.type == kKeyType) resource["schema"]["primaryKey"] = column.name;
  return resource;
}

// The standard knows small letters only.
std::string resource_name(const PackedFile& file) {
  std::string name = file.name.substr(0, file.name.find('.'));
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name + "-file";
}

std::string_view word_of(DataSetKind kind) {
  switch (kind) {
    case DataSetKind::kRun:
      return "run";
    case DataSetKind::kSweep:
      return "sweep";
    case DataSetKind::kClass:
      return "class";
  }
  return "unknown";
}

std::string session_text(const ClassOrigin& session) {
  std::string text = fmt::format("Session      {}{}\n", session.session_number,
                                 session.practice ? ", practice" : "");
  if (session.stopped)
    text += fmt::format(
        "Stopped      in {}, on day {} (from 0), before its end: figures of a whole run, such as\n"
        "             runs.csv and years.csv, do not exist\n",
        session.year, session.day);
  if (!session.treatment.empty()) text += fmt::format("Treatment    {}\n", session.treatment);
  return text;
}

constexpr const char* kAnonymity =
    "Names are left out: a participant is a number, and a seat is called as in the scenario. No\n"
    "code, token or address is in here, and no date: times are milliseconds since the first note\n"
    "of the class. Names that people entered under are replaced by their numbers in what was\n"
    "written (steps, announcements, class_options); read it before you publish it, for people may\n"
    "have written something else that tells who they are. Column consents of participants says\n"
    "who agreed to the consent that was asked, which class_options has.\n\n";

}  // namespace

std::string csv_name(const PackedTable& table) {
  return table.kind.name + ".csv";
}

std::string readme_text(const DataSetOrigin& origin, const std::vector<PackedTable>& tables) {
  const bool is_sweep = origin.kind == DataSetKind::kSweep;
  const bool is_class = origin.kind == DataSetKind::kClass;
  std::string text = fmt::format("{}\n\n", origin.title);
  text += is_class ? fmt::format(
                         "Data of a class: people, and robots in the other seats, traded in the "
                         "scenario\n{} on Tanshi, a simulator of emissions-allowance markets, "
                         "version {}.\n\n",
                         origin.scenario, origin.version)
                   : fmt::format(
                         "Simulated data: the {} of the scenario {} by Tanshi, a simulator of\n"
                         "emissions-allowance markets, version {}.\n\n",
                         word_of(origin.kind), origin.scenario, origin.version);
  if (is_class) text += session_text(origin.of_class);
  text += fmt::format("Seed         {}{}\n", origin.seed,
                      is_sweep ? " and those that follow, one a replication" : "");
  if (!is_sweep) text += fmt::format("Events hash  {}\n", origin.events_hash);
  text += fmt::format("Currency     {}\n", origin.currency);
  if (!origin.command.empty()) text += fmt::format("Again        {}\n", origin.command);
  text += "Licence      to be chosen by who publishes it\n\n";
  if (is_class) text += kAnonymity;
  text +=
      fmt::format("Sources of the scenario's figures, in its own words:\n{}\n\n", origin.source);
  text +=
      "Files\n\n"
      "codebook.csv      every column of every table: type, unit, meaning\n"
      "scenario.yaml     the scenario as it was ";
  text += is_class ? "loaded; world_changes.csv has what was changed since\n"
                   : "played, all changes applied\n";
  text +=
      "datapackage.json  the same for programs, with the SHA-256 of every file (Data Package,\n"
      "                  https://specs.frictionlessdata.io)\n";
  std::size_t width = 0;
  for (const PackedTable& table : tables) width = std::max(width, csv_name(table).size());
  for (const PackedTable& table : tables) {
    text += fmt::format("{:<{}}  {} row{}; each is {}\n", csv_name(table),
                        std::max<std::size_t>(width, 16), table.rows, table.rows == 1 ? "" : "s",
                        table.kind.row);
  }
  text +=
      "\nTables are CSV after RFC 4180, in UTF-8: a decimal point, every digit that a double has,\n"
      "an empty cell where there is no value.\n";
  return text;
}

std::string data_package_json(const DataSetOrigin& origin, const std::vector<PackedTable>& tables,
                              const std::vector<PackedFile>& files) {
  Json package = {
      {"profile", "data-package"},         {"name", origin.scenario},      {"title", origin.title},
      {"description", origin.source},      {"kind", word_of(origin.kind)}, {"program", "tanshi"},
      {"program_version", origin.version}, {"scenario", origin.scenario},  {"seed", origin.seed}};
  if (origin.kind != DataSetKind::kSweep) package["events_hash"] = origin.events_hash;
  package["currency"] = origin.currency;
  if (!origin.command.empty()) package["command"] = origin.command;
  if (origin.kind == DataSetKind::kClass) {
    package["session_number"] = origin.of_class.session_number;
    package["treatment"] = origin.of_class.treatment;
    package["practice"] = origin.of_class.practice;
    package["state"] = origin.of_class.stopped ? "stopped" : "finished";
  }
  package["resources"] = Json::array();
  for (const PackedTable& table : tables) package["resources"].push_back(resource_of(table));
  for (const PackedFile& file : files) {
    Json resource =
        resource_of(resource_name(file), file.name, file.media_type, file.what, file.sum);
    package["resources"].push_back(std::move(resource));
  }
  return package.dump(2) + "\n";
}

}  // namespace tanshi
