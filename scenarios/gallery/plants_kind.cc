// Permits that come in rounds, and plants to which they are worth something else in each.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "scenarios/gallery/gallery_kinds.h"
#include "scenarios/laboratory/plant_permits.h"
#include "scenarios/yaml/merge.h"
#include "scenarios/yaml/yaml_fields.h"

namespace tanshi {
namespace {

struct PlantFigure {
  std::string_view name;
  std::string_view what;
};

constexpr std::array kFigures = {
    PlantFigure{"dynamic_price", "price of all rounds together, mean of draws"},
    PlantFigure{"dynamic_price_sd", "standard deviation over draws of that price"},
    PlantFigure{"static_price", "price of a round by itself, mean of draws"},
    PlantFigure{"static_surplus_share", "surplus without banking over that with it"},
};

void tell_group(Fields& fields, PlantDesign& design) {
  PlantGroup& group = design.groups.emplace_back();
  fields.integer({.name = "plants", .doc = "Of all subjects of the group.", .required = true},
                 group.plants, 1, 10'000);
  fields.integer({.name = "permits", .doc = "That a plant needs to run."}, group.permits, 1, 1'000);
  fields.integer({.name = "cost_from", .doc = "Least cost of running it.", .required = true},
                 group.cost_from, 0, 1'000'000);
  fields.integer({.name = "cost_to", .doc = "Greatest; drawn evenly.", .required = true},
                 group.cost_to, 0, 1'000'000);
  if (fields.ok() && group.cost_to < group.cost_from)
    fields.refuse("cost_to", "is below cost_from");
}

void tell_plants(Fields& fields, PlantDesign& design) {
  fields.integer({.name = "rounds", .doc = "In which permits come."}, design.rounds, 1, 1'000);
  fields.integer({.name = "permits", .doc = "Of the first round.", .required = true},
                 design.permits, 0, 1'000'000);
  fields.integer({.name = "permits_fall", .doc = "By which each later round has fewer."},
                 design.permits_fall, 0, 1'000'000);
  if (fields.ok() && std::int64_t{design.permits_fall} * (design.rounds - 1) > design.permits)
    fields.refuse("permits_fall", "leaves a later round with fewer than 0 permits");
  std::vector<std::int64_t> prices;
  fields.exacts({.name = "product_prices",
                 .doc = "Of what plants make; one is drawn for each round.",
                 .required = true},
                prices, {0, 1'000'000, 0, "money"}, {1, 100});
  for (const std::int64_t price : prices)
    design.product_prices.push_back(static_cast<std::int32_t>(price));
  fields.integer({.name = "draws", .doc = "Of which the figures are means."}, design.draws, 1,
                 100'000);
  fields.objects({.name = "groups", .doc = "Of plants that are alike.", .required = true}, {1, 100},
                 [&](Fields& keys) { tell_group(keys, design); });
}

GalleryOutcome play(const PlantDesign& design) {
  const PlantMeasures measures = measure_plants(design);
  GalleryOutcome outcome;
  outcome.figures["dynamic_price"] = measures.dynamic_price;
  outcome.figures["dynamic_price_sd"] = measures.dynamic_price_deviation;
  outcome.figures["static_surplus_share"] = measures.static_surplus_share;
  GallerySeries price{"static and dynamic price", "round", "price", {}, {}};
  for (std::size_t i = 0; i < measures.static_price.size(); ++i) {
    const auto round = static_cast<double>(i + 1);
    outcome.figures[fmt::format("static_price.{}", i + 1)] = measures.static_price[i];
    price.points.emplace_back(round, measures.static_price[i]);
    price.reference.emplace_back(round, measures.dynamic_price);
  }
  outcome.series.push_back(std::move(price));
  return outcome;
}

std::optional<GalleryPlay> prepare(const GalleryExperiment& experiment, const YamlNode* treatment,
                                   std::vector<Problem>& problems) {
  YamlNode merged = treatment == nullptr ? experiment.node : *treatment;
  if (treatment != nullptr) merge_under(experiment.node, merged);
  const std::size_t before = problems.size();
  PlantDesign design;
  YamlFields fields(merged, experiment.path, problems);
  tell_plants(fields, design);
  fields.refuse_unknown_keys();
  if (problems.size() > before) return std::nullopt;
  return [design = std::move(design)]() -> absl::StatusOr<GalleryOutcome> { return play(design); };
}

std::vector<std::string_view> figures() {
  std::vector<std::string_view> names;
  names.reserve(kFigures.size());
  for (const PlantFigure& figure : kFigures) names.push_back(figure.name);
  return names;
}

std::string_view meaning(std::string_view name) {
  const auto* const found = std::ranges::find(kFigures, name, &PlantFigure::name);
  return found == kFigures.end() ? std::string_view() : found->what;
}

}  // namespace

GalleryKind plants_kind() {
  return {"plants", "Permits of rounds to plants to which they are worth something.", prepare,
          figures, meaning};
}

}  // namespace tanshi
