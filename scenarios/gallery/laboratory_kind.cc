// An experiment of the laboratory, its keys in place.

#include <algorithm>
#include <array>
#include <utility>

#include "scenarios/gallery/gallery_kinds.h"
#include "scenarios/laboratory/files/laboratory_reader.h"
#include "scenarios/laboratory/laboratory.h"
#include "scenarios/laboratory/measures.h"
#include "scenarios/yaml/merge.h"

namespace tanshi {
namespace {

GallerySeries by_period(const LaboratoryMeasures& measures, std::string name, std::string y_name,
                        std::optional<double> PeriodMeasures::* value) {
  GallerySeries series{std::move(name), "period", std::move(y_name), {}, {}};
  for (const PeriodMeasures& period : measures.periods)
    if (period.*value) series.points.emplace_back(period.period, *(period.*value));
  return series;
}

GalleryOutcome outcome_of(const LaboratoryMeasures& measures) {
  GalleryOutcome outcome{figures_of(measures), {}};
  GallerySeries price = by_period(measures, "mean price", "price", &PeriodMeasures::mean_price);
  for (const PeriodMeasures& period : measures.periods)
    price.reference.emplace_back(period.period, period.price_equilibrium);
  outcome.series = {std::move(price),
                    by_period(measures, "alpha", "alpha, %", &PeriodMeasures::alpha),
                    by_period(measures, "efficiency", "efficiency", &PeriodMeasures::efficiency)};
  return outcome;
}

GalleryOutcome play(const LaboratoryDesign& design) {
  std::vector<LaboratoryRun> runs;
  runs.reserve(static_cast<std::size_t>(design.replications));
  for (std::int32_t i = 0; i < design.replications; ++i)
    runs.push_back(play_laboratory(design, design.seed + static_cast<std::uint64_t>(i)));
  return outcome_of(measure_laboratory(design, runs));
}

std::optional<GalleryPlay> prepare(const GalleryExperiment& experiment, const YamlNode* treatment,
                                   std::vector<Problem>& problems) {
  YamlNode merged = treatment == nullptr ? experiment.node : *treatment;
  if (treatment != nullptr) merge_under(experiment.node, merged);
  auto design = read_laboratory(merged, experiment.path, problems);
  if (!design) return std::nullopt;
  return [design = *std::move(design)]() -> absl::StatusOr<GalleryOutcome> { return play(design); };
}

constexpr std::array kOfGroups = {
    LaboratoryFigure{"profit", "of a trader of the group in a period"},
    LaboratoryFigure{"profit_ratio", "the group's profit over that in equilibrium"},
    LaboratoryFigure{"inventory_rms", "what speculators hold more or less at a period's end"},
};

std::vector<std::string_view> figures() {
  std::vector<std::string_view> names;
  for (const LaboratoryFigure& figure : laboratory_figures()) names.push_back(figure.name);
  for (const LaboratoryFigure& figure : kOfGroups) names.push_back(figure.name);
  return names;
}

std::string_view meaning(std::string_view name) {
  for (const LaboratoryFigure& figure : laboratory_figures())
    if (figure.name == name) return figure.what;
  const auto* const found = std::ranges::find(kOfGroups, name, &LaboratoryFigure::name);
  return found == kOfGroups.end() ? std::string_view() : found->what;
}

}  // namespace

GalleryKind laboratory_kind() {
  return {"laboratory", "An experiment with induced values and costs.", prepare, figures, meaning};
}

}  // namespace tanshi
