#include "scenarios/experiment/run_record.h"

#include <iterator>
#include <utility>

#include "scenarios/results/metrics.h"

namespace tanshi {
namespace {

Row metrics_of(const RunResult& run) {
  Row row;
  for (const Metric& metric : metrics()) row.push_back(cell_of(metric_of_run(metric, run)));
  return row;
}

Row metrics_of(const YearResult& year) {
  Row row;
  for (const Metric& metric : metrics()) row.push_back(cell_of(metric_of_year(metric, year)));
  return row;
}

}  // namespace

RunRecord record_of(const RunResult& run) {
  RunRecord record;
  CellColumns columns;
  RunResult told = run;
  tell(columns, told);
  record.figures = std::move(columns.row);
  record.metrics.push_back(metrics_of(run));
  for (const YearResult& year : run.years) {
    record.years.push_back(row_of(year));
    record.metrics.push_back(metrics_of(year));
  }
  return record;
}

std::string encode(const RunRecord& record) {
  std::vector<Row> rows = {{Cell(record.problem)}, record.figures};
  rows.insert(rows.end(), record.years.begin(), record.years.end());
  rows.insert(rows.end(), record.metrics.begin(), record.metrics.end());
  return encode(rows);
}

std::optional<RunRecord> decode_record(std::string_view bytes) {
  std::optional<std::vector<Row>> rows = decode(bytes);
  if (!rows || rows->size() < 2 || rows->front().size() != 1) return std::nullopt;
  RunRecord record{text_of(rows->front().front()), std::move((*rows)[1]), {}, {}};
  // Of a run that was played: its years, its metrics as a whole, and those of each year.
  const std::size_t rest = rows->size() - 2;
  if (rest % 2 != (record.problem.empty() ? 1U : 0U)) return std::nullopt;
  const auto years = static_cast<std::ptrdiff_t>(rest / 2);
  const auto first = rows->begin() + 2;
  record.years.assign(std::make_move_iterator(first), std::make_move_iterator(first + years));
  record.metrics.assign(std::make_move_iterator(first + years),
                        std::make_move_iterator(rows->end()));
  return record;
}

std::string record_layout() {
  std::string layout;
  for (const auto& columns : {columns_of<RunResult>(), columns_of<YearResult>()})
    for (const ColumnKind& column : columns) layout += column.name + " ";
  for (const Metric& metric : metrics()) layout += std::string(metric.name) + " ";
  return layout;
}

}  // namespace tanshi
