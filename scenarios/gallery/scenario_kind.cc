// A scenario, run in this process, beside what theory predicts of it.

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "agents/abatement/rounding.h"
#include "scenarios/gallery/gallery_kinds.h"
#include "scenarios/library/scenario_library.h"
#include "scenarios/results/metrics.h"
#include "scenarios/runner/runner.h"
#include "scenarios/yaml/yaml_fields.h"

namespace tanshi {
namespace {

struct ScenarioFigure {
  std::string_view name;
  std::string_view what;
};

// Beside the metrics that an expectation may name; those of a year as "NAME.YEAR".
constexpr std::array kFigures = {
    ScenarioFigure{"banked_benchmark_t", "bank at the year's end in theory, t"},
    ScenarioFigure{"emissions_benchmark_t", "emissions in theory, t"},
    ScenarioFigure{"abatement_cost_least", "cost of abatement in theory, money"},
    ScenarioFigure{"present_cost_least", "present value of the cost in theory, money"},
    ScenarioFigure{"bank_peak_benchmark_t", "largest bank in theory, t"},
    ScenarioFigure{"emissions_group_benchmark_t", "emissions of a group in theory, t"},
    ScenarioFigure{"abatement_group_benchmark_t", "abatement of a group in theory, t"},
    ScenarioFigure{"abatement_group_t", "abatement of a group, t"},
};

void add_years(const RunResult& run, double discount_rate, std::map<std::string, double>& figures) {
  double present_cost = 0;
  double discount = 1;
  double peak = 0;
  for (const YearResult& year : run.years) {
    const std::string at = fmt::format(".{}", raw(year.year));
    for (const Metric& metric : metrics()) {
      if (metric.of_year == nullptr) continue;
      if (const auto value = metric.of_year(year)) figures[std::string(metric.name) + at] = *value;
    }
    figures["banked_benchmark_t" + at] = to_double(year.banked_benchmark);
    figures["emissions_benchmark_t" + at] = to_double(year.emissions_benchmark);
    figures["abatement_cost_least" + at] = year.abatement_cost_least;
    present_cost += year.abatement_cost_least * discount;
    discount /= 1 + discount_rate;
    peak = std::max(peak, to_double(year.banked_benchmark));
  }
  figures["present_cost_least"] = present_cost;
  figures["bank_peak_benchmark_t"] = peak;
}

void add_groups(const RunResult& run, std::map<std::string, double>& figures) {
  for (const FirmResult& firm : run.firms) {
    for (std::size_t y = 0; y < run.years.size(); ++y) {
      const std::string at = fmt::format(".{}.{}", firm.group, raw(run.years[y].year));
      const double planned = to_double(firm.abatement_benchmark[y]);
      const double baseline = to_double(firm.emissions_true[y] + firm.abatement[y]);
      figures["abatement_group_benchmark_t" + at] += planned;
      figures["abatement_group_t" + at] += to_double(firm.abatement[y]);
      figures["emissions_group_benchmark_t" + at] += baseline - planned;
    }
  }
}

GalleryOutcome outcome_of(const Scenario& scenario, const RunResult& run) {
  GalleryOutcome outcome;
  for (const Metric& metric : metrics()) {
    if (metric.of_run == nullptr) continue;
    if (const auto value = metric.of_run(run)) outcome.figures[std::string(metric.name)] = *value;
  }
  add_years(run, scenario.discount_rate, outcome.figures);
  add_groups(run, outcome.figures);
  GallerySeries price{"price", "year", fmt::format("price, {}/t", scenario.currency), {}, {}};
  GallerySeries bank{"bank", "year", "bank, t", {}, {}};
  for (const YearResult& year : run.years) {
    const double x = raw(year.year);
    if (year.price_mean) price.points.emplace_back(x, *year.price_mean);
    price.reference.emplace_back(x, year.price_benchmark);
    bank.points.emplace_back(x, to_double(year.banked));
    bank.reference.emplace_back(x, to_double(year.banked_benchmark));
  }
  outcome.series = {std::move(price), std::move(bank)};
  return outcome;
}

// "a.b=value" for each value in the object: scenarios are changed as --set changes them.
void flatten(const YamlNode& node, const std::string& path, std::vector<Override>& overrides,
             std::vector<Problem>& problems) {
  switch (node.kind) {
    case YamlNode::Kind::kObject:
      for (const YamlEntry& entry : node.entries)
        flatten(entry.value, path.empty() ? entry.key : path + "." + entry.key, overrides,
                problems);
      return;
    case YamlNode::Kind::kScalar:
      overrides.push_back(fmt::format("{}={}", path, node.text));
      return;
    case YamlNode::Kind::kList: {
      std::string list;
      for (const YamlNode& item : node.items) {
        if (item.kind != YamlNode::Kind::kScalar) {
          problems.push_back({item.place, path, "not a value; a list here holds values alone"});
          return;
        }
        list += (list.empty() ? "" : ", ") + item.text;
      }
      overrides.push_back(fmt::format("{}=[{}]", path, list));
      return;
    }
    case YamlNode::Kind::kNull:
      problems.push_back({node.place, path, "is empty; must be a value"});
  }
}

// A path in the entry is meant from its folder; a name is that of a canned scenario.
std::string located(const std::string& name, const std::filesystem::path& folder) {
  const bool path = name.find_first_of("/.") != std::string::npos;
  return path ? (folder / name).lexically_normal().string() : name;
}

std::optional<GalleryPlay> prepare(const GalleryExperiment& experiment, const YamlNode* treatment,
                                   std::vector<Problem>& problems) {
  std::string name;
  const std::size_t before = problems.size();
  YamlFields fields(experiment.node, experiment.path, problems);
  fields.text({.name = "file",
               .doc = "Name of a canned scenario, or path of a file from the entry's folder.",
               .required = true},
              name, {256});
  fields.refuse_unknown_keys();
  std::vector<Override> overrides;
  if (treatment != nullptr) flatten(*treatment, "", overrides, problems);
  if (problems.size() > before) return std::nullopt;
  auto read = load_scenario(located(name, experiment.folder), overrides, problems);
  if (!read) return std::nullopt;
  return [scenario = std::move(read->scenario)]() -> absl::StatusOr<GalleryOutcome> {
    const auto run = run_locally(scenario, scenario.seed, [](const SessionPosition&) {
      return true;
    });
    if (!run) return absl::AbortedError(scenario.name + ": the market refused to be set up");
    return outcome_of(scenario, *run);
  };
}

std::vector<std::string_view> figures() {
  std::vector<std::string_view> names;
  for (const Metric& metric : metrics()) names.push_back(metric.name);
  for (const ScenarioFigure& figure : kFigures) names.push_back(figure.name);
  return names;
}

std::string_view meaning(std::string_view name) {
  if (const Metric* const metric = find_metric(name)) return metric->what;
  const auto* const found = std::ranges::find(kFigures, name, &ScenarioFigure::name);
  return found == kFigures.end() ? std::string_view() : found->what;
}

}  // namespace

GalleryKind scenario_kind() {
  return {"scenario", "A scenario, and what theory predicts of it.", prepare, figures, meaning};
}

}  // namespace tanshi
