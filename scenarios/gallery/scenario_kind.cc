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
    ScenarioFigure{"bank_peak_t", "largest bank, t"},
    ScenarioFigure{"volume_total_t", "traded between holders in all years, t"},
    ScenarioFigure{"emissions_total_benchmark_t", "emissions of all years in theory, t"},
    ScenarioFigure{"social_cost", "cost, and the damage of what was emitted, money"},
    ScenarioFigure{"emissions_group_benchmark_t", "emissions of a group in theory, t"},
    ScenarioFigure{"abatement_group_benchmark_t", "abatement of a group in theory, t"},
    ScenarioFigure{"abatement_group_t", "abatement of a group, t"},
};

void add_years(const RunResult& run, double discount_rate, std::map<std::string, double>& figures) {
  double present_cost = 0;
  double discount = 1;
  double peak_in_theory = 0;
  double peak = 0;
  double volume = 0;
  double emitted_in_theory = 0;
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
    peak_in_theory = std::max(peak_in_theory, to_double(year.banked_benchmark));
    peak = std::max(peak, to_double(year.banked));
    volume += to_double(year.volume);
    emitted_in_theory += to_double(year.emissions_benchmark);
  }
  figures["present_cost_least"] = present_cost;
  figures["bank_peak_benchmark_t"] = peak_in_theory;
  figures["bank_peak_t"] = peak;
  figures["volume_total_t"] = volume;
  figures["emissions_total_benchmark_t"] = emitted_in_theory;
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

// What an entry says of a scenario beside its file.
struct Play {
  std::string file;
  std::int32_t replications = 1;
  double damage = 0;
};

void tell_play(Fields& fields, Play& play) {
  fields.text({.name = "file",
               .doc = "Name of a canned scenario, or path of a file from the entry's folder.",
               .required = true},
              play.file, {256});
  fields.integer({.name = "replications",
                  .doc = "Runs, from the scenario's seed on, of which the figures are means."},
                 play.replications, 1, 10'000);
  fields.number(
      {.name = "damage", .doc = "Of a tonne, whenever it is emitted, as a present value."},
      play.damage, {0, 1e9, false, "money/t"});
}

// Each figure's mean over the runs that have it; the lines are those of the first.
absl::StatusOr<GalleryOutcome> play_all(const Scenario& scenario, const Play& play) {
  GalleryOutcome all;
  std::map<std::string, std::int32_t> runs_with;
  for (std::int32_t i = 0; i < play.replications; ++i) {
    const std::uint64_t seed = scenario.seed + static_cast<std::uint64_t>(i);
    const auto run = run_locally(scenario, seed, [](const SessionPosition&) { return true; });
    if (!run) return absl::AbortedError(scenario.name + ": the market refused to be set up");
    GalleryOutcome outcome = outcome_of(scenario, *run);
    outcome.figures["social_cost"] =
        run->cost + play.damage * outcome.figures.at("emissions_total_t");
    if (i == 0) all.series = std::move(outcome.series);
    for (const auto& [name, value] : outcome.figures) {
      all.figures[name] += value;
      ++runs_with[name];
    }
  }
  for (auto& [name, value] : all.figures) value /= runs_with.at(name);
  return all;
}

std::optional<GalleryPlay> prepare(const GalleryExperiment& experiment, const YamlNode* treatment,
                                   std::vector<Problem>& problems) {
  Play play;
  const std::size_t before = problems.size();
  YamlFields fields(experiment.node, experiment.path, problems);
  tell_play(fields, play);
  fields.refuse_unknown_keys();
  std::vector<Override> overrides;
  if (treatment != nullptr) flatten(*treatment, "", overrides, problems);
  if (problems.size() > before) return std::nullopt;
  auto read = load_scenario(located(play.file, experiment.folder), overrides, problems);
  if (!read) return std::nullopt;
  return [scenario = std::move(read->scenario), play = std::move(play)] {
    return play_all(scenario, play);
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
