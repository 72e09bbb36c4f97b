#include "scenarios/experiment/comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/experiment/analysis.h"
#include "scenarios/experiment/run_record.h"
#include "scenarios/experiment/statistics.h"
#include "scenarios/experiment/sweep_tables.h"
#include "scenarios/experiment/table_file.h"
#include "scenarios/results/metrics.h"
#include "scenarios/results/results_database.h"
#include "scenarios/results/text_table.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// The results of a sweep, opened.
struct SweepResults {
  std::unique_ptr<TableFile> tables;
  std::string name;
  std::string currency;
  std::int64_t seed = 0;
  std::int64_t replications = 0;
  std::map<std::string, std::int64_t> points;  // by what tells them apart
  std::set<std::string> metrics;
};

absl::StatusOr<SweepResults> open_sweep(const fs::path& folder) {
  SweepResults sweep;
  sweep.tables = std::make_unique<TableFile>(folder / "results.sqlite", TableFile::Mode::kRead);
  TableFile& tables = *sweep.tables;
  const std::vector<Row> format = tables.all("PRAGMA user_version");
  const std::vector<Row> told =
      tables.all("SELECT scenario, currency, seed, replications FROM sweep");
  if (!tables.status().ok()) return tables.status();
  if (told.size() != 1 || integer_of(format.at(0)[0]) != kSweepFormat) {
    return absl::InvalidArgumentError(
        fmt::format("{}: not the results of a sweep of this version", folder.string()));
  }
  sweep.name = text_of(told[0][0]);
  sweep.currency = text_of(told[0][1]);
  sweep.seed = integer_of(told[0][2]);
  sweep.replications = integer_of(told[0][3]);
  std::map<std::int64_t, std::string> names;
  tables.select("SELECT point, treatment FROM points", {},
                [&](const Row& row) { names[integer_of(row[0])] = text_of(row[1]); });
  tables.select(
      "SELECT point, key, value FROM point_values ORDER BY point, key", {}, [&](const Row& row) {
        names[integer_of(row[0])] += fmt::format(", {}={}", text_of(row[1]), text_of(row[2]));
      });
  for (const auto& [point, name] : names) sweep.points[name] = point;
  tables.select("SELECT name FROM pragma_table_info('metrics')", {},
                [&](const Row& row) { sweep.metrics.insert(text_of(row[0])); });
  if (!tables.status().ok()) return tables.status();
  return sweep;
}

// The sample by seed: what replication `i` has is of the seed that comes `i` after `first`.
Sample from_seed(const Sample& sample, std::int64_t skipped) {
  const auto begin = std::min(static_cast<std::size_t>(skipped), sample.size());
  return {sample.begin() + static_cast<std::ptrdiff_t>(begin), sample.end()};
}

std::optional<double> mean_of_sample(const Sample& sample) {
  const std::vector<double> values = existing(sample);
  return values.empty() ? std::nullopt : std::optional(mean_of(values));
}

class SweepComparison {
 public:
  SweepComparison(SweepResults a, SweepResults b) : a_(std::move(a)), b_(std::move(b)) {}

  absl::StatusOr<Comparison> compare() {
    Comparison comparison{"sweeps", name_of(a_), name_of(b_), {}, {}};
    std::vector<std::string> shared;
    for (const auto& [name, point] : a_.points)
      if (b_.points.contains(name)) shared.push_back(name);
    if (shared.empty()) {
      return absl::FailedPreconditionError(fmt::format(
          "no treatment is in both at the same point of a design: one has '{}', the other '{}'",
          a_.points.begin()->first, b_.points.begin()->first));
    }
    if (shared.size() < std::max(a_.points.size(), b_.points.size())) {
      comparison.notes.push_back(fmt::format("compared: {} points that both have, of {} and {}",
                                             shared.size(), a_.points.size(), b_.points.size()));
    }
    const std::int64_t first = std::max(a_.seed, b_.seed);
    const bool paired = first < std::min(a_.seed + a_.replications, b_.seed + b_.replications);
    if (!paired) comparison.notes.emplace_back("no seed is in both: means are compared, unpaired");
    for (const std::string& point : shared)
      for (std::size_t i = 0; i < metrics().size(); ++i)
        if (a_.metrics.contains(std::string(metrics()[i].name)) &&
            b_.metrics.contains(std::string(metrics()[i].name)))
          add(point, i, comparison);
    for (const SweepResults* const sweep : {&a_, &b_})
      if (!sweep->tables->status().ok()) return sweep->tables->status();
    return comparison;
  }

 private:
  static std::string name_of(const SweepResults& sweep) {
    return fmt::format("{}, seeds {} to {}", sweep.name, sweep.seed,
                       sweep.seed + sweep.replications - 1);
  }

  void add(const std::string& point, std::size_t metric, Comparison& comparison) {
    const std::string_view name = metrics()[metric].name;
    const Samples a = samples_of(*a_.tables, a_.points[point], a_.replications, name);
    const Samples b = samples_of(*b_.tables, b_.points[point], b_.replications, name);
    const auto add_one = [&](std::optional<std::int32_t> year, const Sample& of_a,
                             const Sample& of_b) {
      const std::int64_t first = std::max(a_.seed, b_.seed);
      const std::vector<double> differences =
          differences_of(from_seed(of_b, first - b_.seed), from_seed(of_a, first - a_.seed));
      ComparedMetric row{
          point, std::string(name), year, mean_of_sample(of_a), mean_of_sample(of_b), {}, {}};
      row.paired = difference_cells(
          differences, bootstrap_stream(static_cast<std::uint64_t>(first), a_.points[point], metric,
                                        year, BootstrapPurpose::kComparison));
      row.difference = number_of(row.paired[1]);
      if (!row.difference && row.a && row.b) row.difference = *row.b - *row.a;
      comparison.metrics.push_back(std::move(row));
    };
    add_one(std::nullopt, a.whole, b.whole);
    if (metrics()[metric].of_year == nullptr) return;
    for (const auto& [year, sample] : a.years) {
      const auto other = b.years.find(year);
      if (other != b.years.end()) add_one(year, sample, other->second);
    }
  }

  SweepResults a_;
  SweepResults b_;
};

Comparison compare_runs(const RunResult& a, const RunResult& b) {
  const auto name = [](const RunResult& run) {
    return fmt::format("{}, seed {}", run.scenario, run.seed);
  };
  Comparison comparison{"runs", name(a), name(b), {}, {}};
  if (a.seed != b.seed) comparison.notes.emplace_back("their seeds differ, and so does chance");
  if (a.events_hash == b.events_hash)
    comparison.notes.emplace_back("their logs of events are the same, byte for byte");
  const auto add = [&](const Metric& metric, std::optional<std::int32_t> year,
                       std::optional<double> of_a, std::optional<double> of_b) {
    ComparedMetric row{"", std::string(metric.name), year, of_a, of_b, {}, {}};
    if (of_a && of_b) row.difference = *of_b - *of_a;
    comparison.metrics.push_back(std::move(row));
  };
  for (const Metric& metric : metrics()) {
    add(metric, std::nullopt, metric_of_run(metric, a), metric_of_run(metric, b));
    if (metric.of_year == nullptr) continue;
    for (const YearResult& year : a.years) {
      const auto other = std::ranges::find(b.years, year.year, &YearResult::year);
      if (other != b.years.end())
        add(metric, raw(year.year), metric.of_year(year), metric.of_year(*other));
    }
  }
  return comparison;
}

Json json_of(std::optional<double> value) {
  return value ? Json(*value) : Json(nullptr);
}

std::string shown(std::optional<double> value) {
  return value ? fmt::format("{:.6g}", *value) : "none";
}

}  // namespace

absl::StatusOr<Comparison> compare_folders(const fs::path& a, const fs::path& b) {
  std::error_code error;
  for (const fs::path& folder : {a, b}) {
    if (!fs::is_regular_file(folder / "results.sqlite", error)) {
      const bool unfinished = fs::exists(folder / "runs.work", error);
      return absl::NotFoundError(
          fmt::format("{}: {}", folder.string(),
                      unfinished ? "a sweep that is not finished; the same command goes on with it"
                                 : "no results.sqlite; give the folder of a run or a sweep"));
    }
  }
  const auto sweep_in_a = holds_sweep(a);
  const auto sweep_in_b = holds_sweep(b);
  for (const auto* const sweep : {&sweep_in_a, &sweep_in_b})
    if (!sweep->ok()) return sweep->status();
  if (*sweep_in_a != *sweep_in_b) {
    return absl::FailedPreconditionError(
        fmt::format("{} is a {} and {} is a {}; give two runs or two sweeps", a.string(),
                    *sweep_in_a ? "sweep" : "run", b.string(), *sweep_in_b ? "sweep" : "run"));
  }
  const auto currencies = [&](const std::string& of_a, const std::string& of_b) {
    if (of_a == of_b) return absl::OkStatus();
    return absl::FailedPreconditionError(fmt::format(
        "{} is in {} and {} in {}; money does not compare", a.string(), of_a, b.string(), of_b));
  };
  if (*sweep_in_a) {
    auto sweep_a = open_sweep(a);
    if (!sweep_a.ok()) return sweep_a.status();
    auto sweep_b = open_sweep(b);
    if (!sweep_b.ok()) return sweep_b.status();
    if (absl::Status same = currencies(sweep_a->currency, sweep_b->currency); !same.ok())
      return same;
    return SweepComparison(*std::move(sweep_a), *std::move(sweep_b)).compare();
  }
  const auto run_a = read_results(a / "results.sqlite");
  if (!run_a.ok()) return run_a.status();
  const auto run_b = read_results(b / "results.sqlite");
  if (!run_b.ok()) return run_b.status();
  if (absl::Status same = currencies(run_a->currency, run_b->currency); !same.ok()) return same;
  return compare_runs(*run_a, *run_b);
}

std::string comparison_json(const Comparison& comparison) {
  Json json = {{"kind", "comparison"},
               {"of", comparison.kind},
               {"a", comparison.a},
               {"b", comparison.b},
               {"notes", comparison.notes}};
  json["metrics"] = Json::array();
  for (const ComparedMetric& row : comparison.metrics) {
    Json told;
    if (comparison.kind == "sweeps") told["point"] = row.point;
    told["metric"] = row.metric;
    told["year"] = row.year ? Json(*row.year) : Json(nullptr);
    told["a"] = json_of(row.a);
    told["b"] = json_of(row.b);
    told["difference"] = json_of(row.difference);
    if (!row.paired.empty()) {
      told["pairs"] = integer_of(row.paired[0]);
      constexpr std::array kNames = {"low", "high", "median", "p_t", "p_wilcoxon"};
      for (std::size_t i = 0; i < kNames.size(); ++i)
        told[kNames[i]] = json_of(number_of(row.paired[i + 2]));
    }
    json["metrics"].push_back(std::move(told));
  }
  return json.dump(2) + "\n";
}

std::string comparison_text(const Comparison& comparison) {
  const bool sweeps = comparison.kind == "sweeps";
  std::string text = fmt::format("a: {}\nb: {}\n", comparison.a, comparison.b);
  for (const std::string& note : comparison.notes) text += note + "\n";
  TextTable table;
  if (sweeps) table.add_column("point", TextTable::Align::kLeft);
  table.add_column("metric", TextTable::Align::kLeft);
  for (const char* const heading : {"a", "b", "b - a"}) table.add_column(heading);
  if (sweeps)
    for (const char* const heading : {"95 % interval", "pairs", "p (t)", "p (rank)"})
      table.add_column(heading);
  for (const ComparedMetric& row : comparison.metrics) {
    if (row.year) continue;
    std::vector<std::string> cells;
    if (sweeps) cells.push_back(row.point);
    for (std::string cell : {row.metric, shown(row.a), shown(row.b), shown(row.difference)})
      cells.push_back(std::move(cell));
    if (sweeps) {
      const auto low = number_of(row.paired[2]);
      cells.push_back(low ? fmt::format("[{}, {}]", shown(low), shown(number_of(row.paired[3])))
                          : "none");
      cells.push_back(fmt::format("{}", integer_of(row.paired[0])));
      cells.push_back(shown(number_of(row.paired[5])));
      cells.push_back(shown(number_of(row.paired[6])));
    }
    table.add_row(std::move(cells));
  }
  return text + "\n" + table.str() + "\nmetrics of a year: means over the years; --json has each\n";
}

}  // namespace tanshi
