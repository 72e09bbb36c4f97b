// Judges what a scenario expects of its treatments.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/experiment/sweep_plan.h"
#include "scenarios/experiment/table_file.h"
#include "scenarios/results/run_result.h"

namespace tanshi {

struct Verdict {
  std::string name;  // what is expected: "price of low in every year at least 20"
  std::string text;  // what came: "price of low is 18.2 in 2026, the worst year; expected ..."
  std::string metric;
  std::optional<std::int32_t> year;        // as expected
  std::optional<std::int32_t> value_year;  // the one that decided
  std::string statistic;
  std::string treatment;
  std::string against;
  std::int64_t design_point = 0;  // the one that decided
  std::optional<double> value;    // none: the figure does not exist, and fails
  std::optional<double> at_least;
  std::optional<double> at_most;
  bool passed = false;
};

// Judges every claim: at all points of the design and, of a metric of a year without a year named,
// in all years; the worst decides. Writes them to the table `expectations`. REQUIRES: write_runs()
// has been here.
[[nodiscard]] std::vector<Verdict> judge_claims(const SweepPlan& plan, TableFile& file);

// The same, read back.
[[nodiscard]] std::vector<Verdict> read_verdicts(TableFile& file);

}  // namespace tanshi
