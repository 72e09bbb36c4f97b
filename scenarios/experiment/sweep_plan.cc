#include "scenarios/experiment/sweep_plan.h"

#include <algorithm>

#include <fmt/format.h>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

bool is_read(const ReadScenario& read, const DesignParameter& parameter, double value) {
  const Setting setting{parameter.key, written_value(parameter, value)};
  std::vector<Problem> problems;
  return read_variant(read.tree, read.experiment.baseline, {&setting, 1}, problems).has_value();
}

// Where a key takes fewer decimals than a range would be written with, as many as it takes: a
// penalty has cents, a count of firms none.
void fit_decimals(const ReadScenario& read, DesignParameter& parameter) {
  if (!parameter.values.empty() || parameter.decimals) return;
  constexpr double kAnywhere = 0.6180339887;  // of the range: a place with many decimals
  const double value = parameter.from + kAnywhere * (parameter.to - parameter.from);
  if (is_read(read, parameter, value)) return;
  for (std::int32_t decimals = 6; decimals >= 0; --decimals) {
    parameter.decimals = decimals;
    if (is_read(read, parameter, value)) return;
  }
  parameter.decimals.reset();
}

}  // namespace

std::optional<SweepPlan> SweepPlan::make(const ReadScenario& read, std::vector<Problem>& problems) {
  const auto refuse = [&](std::string_view key, std::string what) {
    const YamlNode* const node = read.tree.find(key);
    problems.push_back(
        {node == nullptr ? read.tree.place : node->place, std::string(key), std::move(what)});
    return std::nullopt;
  };
  const Experiment& experiment = read.experiment;
  const std::int64_t points = point_count(experiment.design);
  if (points > kMostPoints)
    return refuse("design", fmt::format("has more than {} points", kMostPoints));
  const std::int64_t runs =
      points * static_cast<std::int64_t>(experiment.treatments.size()) * experiment.replications;
  if (runs > kMostRuns)
    return refuse("replications", fmt::format("make {} runs in all; {} at most", runs, kMostRuns));
  Design design = experiment.design;
  for (DesignParameter& parameter : design.parameters) fit_decimals(read, parameter);
  return SweepPlan(read, design_points(design));
}

std::int64_t SweepPlan::point_under(std::int64_t point, const std::string& treatment) const {
  const auto& names = experiment().treatments;
  const auto found = std::ranges::find(names, treatment);
  TANSHI_CHECK(found != names.end());
  return point - point % treatments() + (found - names.begin());
}

std::string SweepPlan::name_of(std::int64_t point) const {
  std::string name = treatment_of(point);
  for (const Setting& setting : settings_of(point))
    name += fmt::format(", {}={}", setting.key, setting.value);
  return name;
}

std::optional<ReadScenario> SweepPlan::scenario_of(std::int64_t point,
                                                   std::vector<Problem>& problems) const {
  return read_variant(read_->tree, treatment_of(point), settings_of(point), problems);
}

}  // namespace tanshi
