#include "scenarios/experiment/sweep_tables.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "scenarios/experiment/run_record.h"
#include "scenarios/results/metrics.h"

namespace tanshi {
namespace {

// A run's rows of the table `metrics` have the rowids run * 64 (the run as a whole) and on (a year
// each): the rows of a point lie together, and are found without an index.
constexpr std::int64_t kRowsOfRun = 64;

// Of a run, what is the same for the whole sweep or told by the plan.
constexpr std::array<std::string_view, 7> kOfSweep = {"scenario", "title", "source", "currency",
                                                      "seed",     "venue", "version"};

bool is_of_sweep(const ColumnKind& column) {
  return std::ranges::find(kOfSweep, column.name) != kOfSweep.end();
}

std::vector<ColumnKind> after(std::vector<ColumnKind> first, const std::vector<ColumnKind>& rest) {
  first.insert(first.end(), rest.begin(), rest.end());
  return first;
}

void write_points(const SweepPlan& plan, TableFile& file) {
  file.create("points",
              std::vector<ColumnKind>{
                  {"point", "INTEGER"}, {"design_point", "INTEGER"}, {"treatment", "TEXT"}});
  file.create("point_values",
              std::vector<ColumnKind>{{"point", "INTEGER"}, {"key", "TEXT"}, {"value", "TEXT"}});
  const auto treatments = static_cast<std::int64_t>(plan.experiment().treatments.size());
  for (std::int64_t point = 0; point < plan.points(); ++point) {
    file.insert("points", {point, point / treatments, plan.treatment_of(point)});
    for (const Setting& setting : plan.settings_of(point))
      file.insert("point_values", {point, setting.key, setting.value});
  }
}

// Writes runs as they come, in the order of their numbers.
class RunWriter {
 public:
  RunWriter(const SweepPlan& plan, TableFile& file) : plan_(plan), file_(file) {
    std::vector<ColumnKind> figures = figures_;
    std::erase_if(figures, is_of_sweep);
    file.create("runs", after({{"run", "INTEGER"},
                               {"point", "INTEGER"},
                               {"replication", "INTEGER"},
                               {"seed", "INTEGER"},
                               {"problem", "TEXT"}},
                              figures));
    file.create("years", after({{"run", "INTEGER"}}, columns_of<YearResult>()));
    std::vector<ColumnKind> metric_columns = {{"run", "INTEGER"}, {"year", "INTEGER"}};
    for (const Metric& metric : metrics())
      metric_columns.push_back({std::string(metric.name), "REAL"});
    file.create("metrics", metric_columns);
    const std::vector<ColumnKind> year_columns = columns_of<YearResult>();
    year_column_ = static_cast<std::size_t>(
        std::ranges::find(year_columns, "year", &ColumnKind::name) - year_columns.begin());
  }

  absl::Status write(std::int64_t run, std::string_view bytes) {
    if (run != next_) return missing();
    const std::optional<RunRecord> record = decode_record(bytes);
    if (!record)
      return absl::DataLossError(fmt::format("the working store: run {} is damaged", run));
    write_figures(run, *record);
    for (const Row& year : record->years) file_.insert("years", after_run(run, year));
    for (std::size_t i = 0; i < record->metrics.size(); ++i) {
      Row row = {run, i == 0 ? Cell() : record->years[i - 1].at(year_column_)};
      const Row& values = record->metrics[i];
      row.insert(row.end(), values.begin(), values.end());
      write_metrics(run * kRowsOfRun + static_cast<std::int64_t>(i), row);
    }
    ++next_;
    return file_.status();
  }

  [[nodiscard]] absl::StatusOr<SweepCounts> finish() const {
    if (next_ != plan_.runs()) return missing();
    return counts_;
  }

 private:
  static Row after_run(std::int64_t run, const Row& rest) {
    Row row = {run};
    row.insert(row.end(), rest.begin(), rest.end());
    return row;
  }
  [[nodiscard]] absl::Status missing() const {
    return absl::FailedPreconditionError(fmt::format("run {} has not been played", next_));
  }

  void write_figures(std::int64_t run, const RunRecord& record) {
    Row row = {run, plan_.point_of_run(run), run % plan_.replications(),
               static_cast<std::int64_t>(plan_.seed_of(run)),
               record.problem.empty() ? Cell() : Cell(record.problem)};
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      const Cell cell = record.problem.empty() ? record.figures.at(i) : Cell();
      if (!is_of_sweep(figures_[i])) row.push_back(cell);
      if (figures_[i].name == "conservation_checked")
        counts_.conservation_checked += integer_of(cell);
      if (figures_[i].name == "conservation_violations")
        counts_.conservation_violations += integer_of(cell);
    }
    if (!record.problem.empty()) ++counts_.failed;
    file_.insert("runs", row);
  }

  void write_metrics(std::int64_t rowid, const Row& row) {
    if (insert_metrics_.empty()) {
      insert_metrics_ = "INSERT INTO metrics (rowid, run, year";
      for (const Metric& metric : metrics())
        insert_metrics_ += fmt::format(", \"{}\"", metric.name);
      insert_metrics_ += ") VALUES (?";
      for (std::size_t i = 0; i < row.size(); ++i) insert_metrics_ += ", ?";
      insert_metrics_ += ")";
    }
    file_.select(insert_metrics_, after_run(rowid, row), [](const Row&) {});
  }

  const SweepPlan& plan_;
  TableFile& file_;
  std::vector<ColumnKind> figures_ = columns_of<RunResult>();
  std::size_t year_column_ = 0;
  std::string insert_metrics_;
  std::int64_t next_ = 0;
  SweepCounts counts_;
};

}  // namespace

absl::StatusOr<bool> holds_sweep(const std::filesystem::path& folder) {
  TableFile tables(folder / "results.sqlite", TableFile::Mode::kRead);
  const auto sweep =
      tables.all("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'sweep'");
  if (!tables.status().ok()) return tables.status();
  return integer_of(sweep.at(0)[0]) == 1;
}

absl::StatusOr<SweepCounts> write_runs(const SweepPlan& plan, RunStore& store, TableFile& file) {
  write_points(plan, file);
  RunWriter writer(plan, file);
  absl::Status written = store.for_each(
      [&](std::int64_t run, std::string_view bytes) { return writer.write(run, bytes); });
  if (!written.ok()) return written;
  return writer.finish();
}

void write_sweep(const SweepPlan& plan, const SweepIdentity& identity, const SweepCounts& counts,
                 bool passed, TableFile& file) {
  const Scenario& scenario = plan.read().scenario;
  const std::vector<ColumnKind> columns = {{"scenario", "TEXT"},
                                           {"title", "TEXT"},
                                           {"source", "TEXT"},
                                           {"currency", "TEXT"},
                                           {"version", "TEXT"},
                                           {"seed", "INTEGER"},
                                           {"replications", "INTEGER"},
                                           {"points", "INTEGER"},
                                           {"runs", "INTEGER"},
                                           {"failed", "INTEGER"},
                                           {"baseline", "TEXT"},
                                           {"conservation_checked", "INTEGER"},
                                           {"conservation_violations", "INTEGER"},
                                           {"passed", "INTEGER"},
                                           {"layout", "TEXT"}};
  file.create("sweep", columns);
  file.insert("sweep",
              {scenario.name, scenario.title, scenario.source, scenario.currency, identity.version,
               static_cast<std::int64_t>(scenario.seed), plan.replications(), plan.points(),
               plan.runs(), counts.failed, plan.experiment().baseline, counts.conservation_checked,
               counts.conservation_violations, std::int64_t{passed ? 1 : 0}, identity.layout});
}

Samples samples_of(TableFile& file, std::int64_t point, std::int64_t replications,
                   std::string_view metric) {
  Samples samples;
  const auto count = static_cast<std::size_t>(replications);
  samples.whole.resize(count);
  const std::int64_t first = point * replications;
  const std::array<Cell, 2> rows = {first * kRowsOfRun, (first + replications) * kRowsOfRun};
  file.select(
      fmt::format("SELECT run, year, \"{}\" FROM metrics WHERE rowid >= ? AND rowid < ?", metric),
      rows, [&](const Row& row) {
        Sample* sample = &samples.whole;
        if (!std::holds_alternative<std::monostate>(row[1])) {
          sample = &samples.years[static_cast<std::int32_t>(integer_of(row[1]))];
          sample->resize(count);
        }
        sample->at(static_cast<std::size_t>(integer_of(row[0]) - first)) = number_of(row[2]);
      });
  return samples;
}

std::vector<double> existing(const Sample& sample) {
  std::vector<double> values;
  for (const std::optional<double>& value : sample)
    if (value) values.push_back(*value);
  return values;
}

std::vector<double> differences_of(const Sample& a, const Sample& b) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    if (a[i] && b[i]) differences.push_back(*a[i] - *b[i]);
  return differences;
}

}  // namespace tanshi
