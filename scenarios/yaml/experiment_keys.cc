// The keys of an experiment: treatments, replications, and a design of parameters.

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr NumberRule kRange{-1e15, 1e15};

void tell_treatments(Fields& fields, Experiment& experiment) {
  std::vector<std::string> names;
  fields.named_objects(
      {.name = "treatments",
       .doc = "What is compared, by name: under each, the keys of this file that differ. A key may "
              "be a path such as firms.power.strategy; one without a value takes the key away; a "
              "rulebook goes over what the file says."},
      names, kNameRule, {0, 100});
  std::string baseline;
  const bool named = fields.text(
      {.name = "baseline",
       .doc = "The treatment that the others are compared with.",
       .default_doc = "the one called baseline, or else the file as it stands, called so"},
      baseline, kNameRule);
  if (named && std::ranges::find(names, baseline) == names.end())
    fields.refuse("baseline", "is '" + baseline + "'; must be one of treatments");
  if (named) experiment.baseline = baseline;
  if (std::ranges::find(names, experiment.baseline) == names.end())
    names.insert(names.begin(), experiment.baseline);
  experiment.treatments = std::move(names);
}

void tell_parameter(Fields& fields, DesignParameter& parameter, bool grid) {
  fields.text({.name = "key",
               .doc = "What is set: a key, or a path such as cap.linear_factor.",
               .required = true},
              parameter.key, {200});
  const bool listed = fields.scalars(
      {.name = "values", .doc = "What it is set to.", .default_doc = "the range from .. to"},
      parameter.values, {1, 1'000});
  const bool from =
      fields.number({.name = "from", .doc = "Start of the range."}, parameter.from, kRange);
  const bool to = fields.number({.name = "to", .doc = "Its end."}, parameter.to, kRange);
  const bool steps = fields.integer(
      {.name = "steps", .doc = "Of a grid: values of the range, both ends included."},
      parameter.steps, 2, 1'000);
  std::int32_t decimals = 0;
  const bool rounded =
      fields.integer({.name = "decimals",
                      .doc = "Decimals kept of a value of the range: 0 for counts, 2 for money.",
                      .default_doc = "six digits, or as many as the key takes"},
                     decimals, 0, 12);
  if (rounded) parameter.decimals = decimals;
  if (!fields.ok()) return;
  if (listed && (from || to || steps || rounded))
    fields.refuse("values", "stands beside a range; give one or the other");
  if (!listed && !(from && to)) fields.refuse("", "has neither values nor from and to");
  if (!listed && parameter.from >= parameter.to) fields.refuse("", "from must be below to");
  if (steps && !grid) fields.refuse("steps", "is of a grid; leave it out");
}

void tell_design(Fields& fields, Design& design) {
  constexpr std::array kKinds = {
      Word{"grid", "every combination of the values"},
      Word{"latin_hypercube", "points, each parameter evenly filled (McKay et al. 1979)"},
      Word{"sobol", "points of Sobol's sequence (Joe and Kuo 2008), which fills space evenly"}};
  std::string kind = "grid";
  fields.word({.name = "kind", .doc = "How values are combined."}, kind, kKinds);
  if (kind == "latin_hypercube") design.kind = DesignKind::kLatinHypercube;
  if (kind == "sobol") design.kind = DesignKind::kSobol;
  const bool grid = design.kind == DesignKind::kGrid;
  const bool sized = fields.integer({.name = "points",
                                     .doc = "How many, of a Latin hypercube or a Sobol sequence.",
                                     .default_doc = "a grid has as many as combinations"},
                                    design.points, 1, 100'000);
  std::int64_t seed = 0;
  if (fields.exact({.name = "seed",
                    .doc = "Seed of the design, whatever the seeds of the runs; of a Sobol "
                           "sequence, of its digital shift.",
                    .default_doc = "0; a Sobol sequence is not shifted"},
                   seed, {0, std::int64_t{1} << 53}))
    design.seed = static_cast<std::uint64_t>(seed);
  fields.objects({.name = "parameters", .doc = "What the design changes.", .required = true},
                 {1, 20}, [&](Fields& keys) {
                   DesignParameter parameter;
                   tell_parameter(keys, parameter, grid);
                   const bool twice = std::ranges::count(design.parameters, parameter.key,
                                                         &DesignParameter::key) > 0;
                   if (twice) keys.refuse("key", "is a parameter already");
                   design.parameters.push_back(std::move(parameter));
                 });
  if (!fields.ok()) return;
  if (grid && sized) fields.refuse("points", "is of other kinds than grid; leave it out");
  if (!grid && !design.parameters.empty() && !sized)
    fields.refuse("", "has no points; say how many");
}

}  // namespace

void tell_experiment(Fields& fields, Experiment& experiment) {
  tell_treatments(fields, experiment);
  fields.integer({.name = "replications",
                  .doc = "Runs of each treatment at each point of the design, by `tanshi sweep`; "
                         "run i has the seed + i."},
                 experiment.replications, 1, 100'000);
  fields.object({.name = "design",
                 .doc = "Parameters that `tanshi sweep` plays every treatment with.",
                 .default_doc = "none"},
                [&](Fields& keys) { tell_design(keys, experiment.design); });
}

}  // namespace tanshi
