#include "scenarios/experiment/sweep_columns.h"

#include <algorithm>
#include <array>

#include "scenarios/results/metrics.h"

namespace tanshi {
namespace {

constexpr std::string_view kOfMetric = "of the metric";

const ColumnKind kRun = {"run", "INTEGER", "", "number of the run in the plan, from 0"};
const ColumnKind kPoint = {"point", "INTEGER", "", "as in points"};
const ColumnKind kDesignPoint = {"design_point", "INTEGER", "", "as in points"};
const ColumnKind kMetric = {"metric", "TEXT", "", "name of the metric, a column of metrics"};
const ColumnKind kYearOrRun = {"year", "INTEGER", "year", "null: of the run as a whole"};
const ColumnKind kCount = {"n", "INTEGER", "", "replications that have the figure"};
const ColumnKind kMean = {
    "mean", "REAL", kOfMetric,
    "of these; a metric of a year counts over a run as the mean of its years"};
const ColumnKind kDeviation = {"sd", "REAL", kOfMetric, "standard deviation of these"};
const ColumnKind kLow = {"low", "REAL", kOfMetric, "lower end of the mean's 95 % interval"};
const ColumnKind kHigh = {"high", "REAL", kOfMetric, "upper end of the mean's 95 % interval"};

std::vector<ColumnKind> with_quantiles(std::vector<ColumnKind> columns) {
  columns.insert(columns.end(), {{"p05", "REAL", kOfMetric, "5 % quantile of these"},
                                 {"p25", "REAL", kOfMetric, "25 % quantile of these"},
                                 {"p50", "REAL", kOfMetric, "median of these"},
                                 {"p75", "REAL", kOfMetric, "75 % quantile of these"},
                                 {"p95", "REAL", kOfMetric, "95 % quantile of these"}});
  return columns;
}

std::vector<ColumnKind> after(std::vector<ColumnKind> first, const std::vector<ColumnKind>& rest) {
  first.insert(first.end(), rest.begin(), rest.end());
  return first;
}

}  // namespace

bool is_of_sweep(std::string_view figure) {
  constexpr std::array<std::string_view, 7> kOfSweep = {"scenario", "title", "source", "currency",
                                                        "seed",     "venue", "version"};
  return std::ranges::find(kOfSweep, figure) != kOfSweep.end();
}

TableKind sweep_table() {
  return {
      "sweep",
      "the sweep",
      {{"scenario", "TEXT", "", "name of the scenario"},
       {"title", "TEXT", "", "what it shows, in its own words"},
       {"source", "TEXT", "", "where its figures come from, in its own words"},
       {"currency", "TEXT", "", "what prices and costs are in"},
       {"version", "TEXT", "", "of the program"},
       {"seed", "INTEGER", "", "of replication 0; replication i has i more"},
       {"replications", "INTEGER", "", "runs at each point"},
       {"points", "INTEGER", "", "treatments times points of the design"},
       {"runs", "INTEGER", "", "replications times points"},
       {"failed", "INTEGER", "", "of these, could not be played"},
       {"baseline", "TEXT", "", "treatment that the others are compared with"},
       {"conservation_checked", "INTEGER", "", "checks of every tonne and cent, of all runs"},
       {"conservation_violations", "INTEGER", "",
        "of these, found tonnes or cents created or lost"},
       {"passed", "INTEGER", "0 or 1", "every expectation holds, and nothing was created or lost"},
       {"layout", "TEXT", "", "columns and metrics that runs are kept with, for the program"}}};
}

TableKind points_table() {
  return {"points",
          "a treatment at a point of the design",
          {{"point", "INTEGER", "", "number of the point, from 0"},
           {"design_point", "INTEGER", "", "number of the point of the design, from 0"},
           {"treatment", "TEXT", "", "name of the treatment"}}};
}

TableKind point_values_table() {
  return {"point_values",
          "the value of a parameter at a point",
          {kPoint,
           {"key", "TEXT", "", "key of the scenario that the design sets"},
           {"value", "TEXT", "", "its value, as it would be in the scenario"}}};
}

TableKind runs_table() {
  std::vector<ColumnKind> figures = columns_of<RunResult>();
  std::erase_if(figures, [](const ColumnKind& column) { return is_of_sweep(column.name); });
  return {"runs", "a run",
          after({kRun,
                 kPoint,
                 {"replication", "INTEGER", "", "from 0; those of one number share a seed"},
                 {"seed", "INTEGER", "", "of all random draws of the run"},
                 {"problem", "TEXT", "", "why it could not be played; null: it was"}},
                figures)};
}

TableKind years_table() {
  return {"years", "a year of a run", after({kRun}, columns_of<YearResult>())};
}

TableKind metrics_table() {
  std::vector<ColumnKind> columns = {kRun, kYearOrRun};
  columns.reserve(columns.size() + metrics().size());
  for (const Metric& metric : metrics())
    columns.push_back({std::string(metric.name), "REAL", "", metric.what});
  return {"metrics", "every metric of a run, or of a year of it", columns};
}

TableKind figures_table() {
  return {"figures", "a metric of whole runs over the replications at a point",
          with_quantiles({kPoint, kMetric, kCount, kMean, kDeviation, kLow, kHigh})};
}

TableKind fan_table() {
  return {"fan", "a metric of a year over the replications at a point",
          with_quantiles({kPoint,
                          kMetric,
                          {"year", "INTEGER", "year", "calendar year"},
                          kCount,
                          kMean,
                          kDeviation})};
}

TableKind differences_table() {
  return {"differences",
          "a metric under a treatment less the same under the baseline, of a run or a year",
          {kDesignPoint,
           kMetric,
           kYearOrRun,
           {"treatment", "TEXT", "", "that is compared"},
           {"baseline", "TEXT", "", "that it is compared with"},
           {"pairs", "INTEGER", "", "replications in which both have the figure"},
           {"mean", "REAL", kOfMetric, "mean of the differences on the same seed"},
           kLow,
           kHigh,
           {"median", "REAL", kOfMetric, "median of the differences"},
           {"p_t", "REAL", "", "p-value of the paired t test"},
           {"p_wilcoxon", "REAL", "", "p-value of Wilcoxon's signed rank test"}}};
}

TableKind expectations_table() {
  return {"expectations",
          "an expectation at a point of the design, and its verdict",
          {{"name", "TEXT", "", "the expectation, in words"},
           {"text", "TEXT", "", "what came, in words"},
           {"metric", "TEXT", "", "name of the figure"},
           {"year", "INTEGER", "year", "as expected; null: every year, or the run"},
           {"value_year", "INTEGER", "year", "the year that decided"},
           {"statistic", "TEXT", "", "over the replications, by which it is judged"},
           {"treatment", "TEXT", "", "that it is expected of"},
           {"against", "TEXT", "", "that it is compared with; empty: none"},
           kDesignPoint,
           {"value", "REAL", kOfMetric, "what came; null: the figure does not exist"},
           {"at_least", "REAL", kOfMetric, "lower bound; null: none"},
           {"at_most", "REAL", kOfMetric, "upper bound; null: none"},
           {"passed", "INTEGER", "0 or 1", "whether it holds"}}};
}

std::vector<TableKind> sweep_codebook() {
  return {sweep_table(),       points_table(),      point_values_table(), runs_table(),
          years_table(),       metrics_table(),     figures_table(),      fan_table(),
          differences_table(), expectations_table()};
}

}  // namespace tanshi
