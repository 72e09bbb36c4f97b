#include "scenarios/gallery/gallery_output.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/results/text_table.h"

namespace tanshi {
namespace {

using Json = nlohmann::ordered_json;

// As many digits as tell a reader something: five significant ones, large numbers whole.
std::string shown(const std::optional<double>& value) {
  if (!value) return "-";
  if (std::abs(*value) >= 100'000) return fmt::format("{:.0f}", *value);
  return fmt::format("{:.5g}", *value);
}

std::string bound_of(const GalleryRow& row) {
  if (row.at_least && row.at_most)
    return fmt::format("{} .. {}", shown(row.at_least), shown(row.at_most));
  if (row.at_least) return fmt::format("{} {}", row.strictly ? ">" : ">=", shown(row.at_least));
  return fmt::format("{} {}", row.strictly ? "<" : "<=", shown(row.at_most));
}

// "zi_c: efficiency", "zip - zi_c: alpha, 5 to 10".
std::string measure_of(const GalleryRow& row) {
  std::string text = row.treatment;
  if (!row.minus.empty()) text += " - " + row.minus;
  if (!row.over.empty()) text += " / " + row.over;
  text += (text.empty() ? "" : ": ") + row.figure;
  if (!row.periods.empty()) text += fmt::format(", {} to {}", row.periods[0], row.periods[1]);
  return text;
}

Json json_of(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

Json json_of(const std::vector<std::pair<double, double>>& points) {
  Json list = Json::array();
  for (const auto& [x, y] : points) list.push_back({x, y});
  return list;
}

Json json_of(const GalleryResult& result) {
  Json rows = Json::array();
  for (const GalleryVerdict& verdict : result.rows) {
    const GalleryRow& row = verdict.row;
    rows.push_back({{"figure", measure_of(row)},
                    {"what", row.what},
                    {"source", row.source},
                    {"published", json_of(row.published)},
                    {"ours", json_of(verdict.ours)},
                    {"at_least", json_of(row.at_least)},
                    {"at_most", json_of(row.at_most)},
                    {"strictly", row.strictly},
                    {"passed", verdict.passed}});
  }
  Json series = Json::array();
  for (const GallerySeries& one : result.series) {
    series.push_back({{"name", one.name},
                      {"x_name", one.x_name},
                      {"y_name", one.y_name},
                      {"points", json_of(one.points)},
                      {"reference", one.reference.empty() ? Json() : json_of(one.reference)}});
  }
  return {{"name", result.name},
          {"title", result.title},
          {"source", result.source},
          {"rows", std::move(rows)},
          {"series", std::move(series)}};
}

}  // namespace

std::string gallery_text(const std::vector<GalleryResult>& results) {
  TextTable table;
  table.add_column("entry", TextTable::Align::kLeft);
  table.add_column("measure", TextTable::Align::kLeft);
  for (const char* const heading : {"published", "ours", "bound"}) table.add_column(heading);
  table.add_column("", TextTable::Align::kLeft);
  std::size_t rows = 0;
  std::size_t held = 0;
  for (const GalleryResult& result : results) {
    for (const GalleryVerdict& verdict : result.rows) {
      table.add_row({result.name, measure_of(verdict.row), shown(verdict.row.published),
                     shown(verdict.ours), bound_of(verdict.row), verdict.passed ? "pass" : "FAIL"});
      ++rows;
      held += verdict.passed ? 1U : 0U;
    }
  }
  return table.str() + fmt::format("\n{} of {} rows hold\n", held, rows);
}

std::string gallery_json(const std::vector<GalleryResult>& results, std::string_view version) {
  Json entries = Json::array();
  for (const GalleryResult& result : results) entries.push_back(json_of(result));
  const Json all = {{"kind", "gallery"}, {"version", version}, {"entries", std::move(entries)}};
  return all.dump(2) + "\n";
}

}  // namespace tanshi
