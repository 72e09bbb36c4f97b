// The keys of what a run is expected to show.

#include <string>
#include <utility>
#include <vector>

#include "scenarios/results/metrics.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr NumberRule kBound{-1e18, 1e18};

void tell_bounds(Fields& fields, Expectation& expectation) {
  double bound = 0;
  if (fields.number(
          {.name = "at_least", .doc = "Least value that passes.", .default_doc = "no bound"}, bound,
          kBound))
    expectation.at_least = bound;
  if (fields.number(
          {.name = "at_most", .doc = "Greatest value that passes.", .default_doc = "no bound"},
          bound, kBound))
    expectation.at_most = bound;
  std::vector<double> within;
  if (fields.numbers(
          {.name = "within", .doc = "Least and greatest value that pass, [least, most]."}, within,
          kBound, {2, 2})) {
    if (expectation.at_least || expectation.at_most)
      fields.refuse("within", "stands beside at_least or at_most; give one or the other");
    expectation.at_least = within[0];
    expectation.at_most = within[1];
  }
  if (!fields.ok()) return;
  if (!expectation.at_least && !expectation.at_most)
    fields.refuse("", "no bound; give at_least, at_most or within");
  if (expectation.at_least && expectation.at_most && *expectation.at_least > *expectation.at_most)
    fields.refuse("", "the least is above the greatest; no value can pass");
}

void tell_expectation(Fields& fields, const Horizon& horizon, Expectation& expectation) {
  std::vector<Word> words;
  for (const Metric& metric : metrics()) words.push_back({metric.name, metric.what});
  const bool named = fields.word({.name = "metric", .doc = "What is judged.", .required = true},
                                 expectation.metric, words);
  std::int32_t year = 0;
  if (fields.integer({.name = "year",
                      .doc = "The year judged, for metrics of a year.",
                      .default_doc = "every year must pass"},
                     year, 1900, 3100)) {
    expectation.year = year;
    if (named && find_metric(expectation.metric)->of_run != nullptr)
      fields.refuse("year",
                    "metric '" + expectation.metric + "' is of the whole run; leave year out");
    const std::int32_t first = raw(horizon.first_year);
    if (year < first || year >= first + horizon.years) {
      fields.refuse("year", "is " + std::to_string(year) + "; must be " + std::to_string(first) +
                                " to " + std::to_string(first + horizon.years - 1));
    }
  }
  tell_bounds(fields, expectation);
}

}  // namespace

void tell_expectations(Fields& fields, Scenario& scenario) {
  const auto item = [&](Fields& keys) {
    Expectation expectation;
    tell_expectation(keys, scenario.horizon, expectation);
    scenario.expectations.push_back(std::move(expectation));
  };
  fields.objects({.name = "expect", .doc = "What a run must show; else `tanshi run` exits 1."},
                 {0, 1'000}, item);
}

}  // namespace tanshi
