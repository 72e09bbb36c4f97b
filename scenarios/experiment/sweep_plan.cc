#include "scenarios/experiment/sweep_plan.h"

#include <algorithm>

#include <fmt/format.h>

#include "exchange/base/check.h"

namespace tanshi {

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
  return SweepPlan(read, design_points(experiment.design));
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
