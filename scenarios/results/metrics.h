// The figures that a scenario may expect something of, by name, and the verdict.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "scenarios/model/scenario.h"
#include "scenarios/results/run_result.h"

namespace tanshi {

// Exactly one of the two functions is set. They give none where the figure does not exist.
struct Metric {
  std::string_view name;
  std::string_view what;    // with its unit
  std::string_view absent;  // why it does not exist, where it may not
  std::optional<double> (*of_year)(const YearResult& year);
  std::optional<double> (*of_run)(const RunResult& run);
};

[[nodiscard]] std::span<const Metric> metrics();

// nullptr: there is none of that name.
[[nodiscard]] const Metric* find_metric(std::string_view name);

// The metric of a year; none where it is of runs, does not exist or is not finite.
[[nodiscard]] std::optional<double> metric_of_year(const Metric& metric, const YearResult& year);

// A metric of the run as a whole: of a metric of a year, the mean over the years that have it. None
// where there is none, or where it is not finite.
[[nodiscard]] std::optional<double> metric_of_run(const Metric& metric, const RunResult& run);

// A price over the one in theory. A worthless allowance has no ratio to compare with, so a cent
// stands in for it: each counts as at least that.
[[nodiscard]] double price_ratio(double price, double benchmark);

// The same of a year's mean price. None where there was no trade.
[[nodiscard]] std::optional<double> price_to_benchmark(const YearResult& year);

// Compares `run` with what is expected. An expectation of every year is judged by its worst year:
// the one farthest outside the bounds, or closest to them. A figure that does not exist is as far
// outside as can be.
// REQUIRES: the metric exists, `run` holds the year asked for, and at least one year.
[[nodiscard]] ExpectationResult judge(const Expectation& expectation, const RunResult& run);

}  // namespace tanshi
