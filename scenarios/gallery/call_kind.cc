// Traders who learn what to bid in a sealed call.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "scenarios/gallery/gallery_kinds.h"
#include "scenarios/laboratory/learned_bids.h"
#include "scenarios/yaml/merge.h"
#include "scenarios/yaml/yaml_fields.h"

namespace tanshi {
namespace {

struct CallFigure {
  std::string_view name;
  std::string_view what;
  double (*of)(const CallMeasures& measures);
};

constexpr std::array kFigures = {
    CallFigure{"efficiency", "gains made over the most that could be",
               [](const CallMeasures& m) { return m.efficiency; }},
    CallFigure{"price", "lowest price that a buyer paid",
               [](const CallMeasures& m) { return m.price; }},
    CallFigure{"price_equilibrium", "price at which values and costs balance",
               [](const CallMeasures& m) { return m.price_equilibrium; }},
    CallFigure{"price_bias", "price over that of equilibrium, less 1",
               [](const CallMeasures& m) { return m.price_bias(); }},
    CallFigure{"shade", "part of its value that a buyer leaves out of its bid",
               [](const CallMeasures& m) { return m.shade; }},
    CallFigure{"markup", "what a seller adds to its cost, over the cost",
               [](const CallMeasures& m) { return m.markup; }},
};

void tell_price(Fields& fields, const Key& key, Price& price) {
  std::int64_t raw = price.raw();
  if (fields.exact(key, raw, {1, 1'000'000, 2, "money"})) price = Price(raw);
}

void tell_call(Fields& fields, CallDesign& design) {
  constexpr std::array kPricing = {
      Word{"uniform", "all pay the lowest accepted bid"},
      Word{"discriminative", "a winner pays its bid, sellers share the average"},
      Word{"low_ask_to_high_bid", "the lowest ask meets the highest bid and is paid it"},
  };
  std::string pricing = "uniform";
  fields.word({.name = "pricing", .doc = "What a winner pays."}, pricing, kPricing);
  if (pricing == "discriminative") design.pricing = PricingRule::kDiscriminative;
  if (pricing == "low_ask_to_high_bid") design.pricing = PricingRule::kLowAskToHighBid;
  fields.integer({.name = "buyers", .doc = "Of a unit each."}, design.buyers, 1, 1'000);
  fields.integer({.name = "sellers", .doc = "Of a unit each."}, design.sellers, 1, 1'000);
  tell_price(fields, {.name = "lowest", .doc = "Of values and costs, drawn evenly."},
             design.lowest);
  tell_price(fields, {.name = "highest", .doc = "Likewise."}, design.highest);
  if (fields.ok() && design.lowest > design.highest) fields.refuse("highest", "is below lowest");
  fields.integer({.name = "rounds", .doc = "Calls, each with new values and costs."}, design.rounds,
                 1, 1'000'000);
  fields.integer({.name = "measured", .doc = "Of them, the last ones, in which nobody tries."},
                 design.measured, 1, 1'000'000);
  if (fields.ok() && design.measured > design.rounds) fields.refuse("measured", "is above rounds");
  constexpr ListRule kChoices{1, 100};
  fields.numbers({.name = "shades",
                  .doc = "Parts of its value that a buyer may leave out of its bid.",
                  .required = true},
                 design.shades, {0, 0.999}, kChoices);
  fields.numbers({.name = "markups",
                  .doc = "What a seller may add to its cost, over the cost.",
                  .required = true},
                 design.markups, {-0.999, 10}, kChoices);
  fields.integer({.name = "replications", .doc = "Runs, of which the figures are means."},
                 design.replications, 1, 10'000);
}

std::optional<GalleryPlay> prepare(const GalleryExperiment& experiment, const YamlNode* treatment,
                                   std::vector<Problem>& problems) {
  YamlNode merged = treatment == nullptr ? experiment.node : *treatment;
  if (treatment != nullptr) merge_under(experiment.node, merged);
  const std::size_t before = problems.size();
  CallDesign design;
  YamlFields fields(merged, experiment.path, problems);
  tell_call(fields, design);
  fields.refuse_unknown_keys();
  if (problems.size() > before) return std::nullopt;
  return [design = std::move(design)]() -> absl::StatusOr<GalleryOutcome> {
    const CallMeasures measures = learn_bids(design);
    GalleryOutcome outcome;
    for (const CallFigure& figure : kFigures)
      outcome.figures[std::string(figure.name)] = figure.of(measures);
    return outcome;
  };
}

std::vector<std::string_view> figures() {
  std::vector<std::string_view> names;
  names.reserve(kFigures.size());
  for (const CallFigure& figure : kFigures) names.push_back(figure.name);
  return names;
}

std::string_view meaning(std::string_view name) {
  const auto* const found = std::ranges::find(kFigures, name, &CallFigure::name);
  return found == kFigures.end() ? std::string_view() : found->what;
}

}  // namespace

GalleryKind call_kind() {
  return {"call", "Traders who learn what to bid in a sealed call.", prepare, figures, meaning};
}

}  // namespace tanshi
