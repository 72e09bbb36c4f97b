// The keys of abatement curves. Files speak of millions of tonnes (Mt), so that slopes are numbers
// that a person can read; curves speak of tonnes.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exchange/base/checked_math.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr double kTonnesPerMt = 1e6;

// Beyond these a number is a slip of the pen: no tonne of CO2 costs a billion.
constexpr double kLargest = 1e9;
constexpr NumberRule kPrice{-kLargest, kLargest, false, "money/t"};
constexpr NumberRule kPositivePrice{0, kLargest, true, "money/t"};
constexpr NumberRule kPerMt{0, kLargest, true, "1/Mt"};

// Builds the curve unless something was refused; what remains to be refused is told by find_error.
void build(Fields& fields, MacShape shape, double factor, double max_t, AbatementCurve& curve) {
  if (!fields.ok()) return;
  if (const auto error = find_error(shape, max_t / factor)) {
    fields.refuse("", error->parameter + " " + error->reason);
    return;
  }
  curve = AbatementCurve(std::move(shape), max_t / factor).scaled(factor).bounded(max_t);
}

double tell_bound(Fields& fields, double baseline_t) {
  Tonnes bound;
  const bool given =
      fields.tonnes({.name = "max_t",
                     .doc = "Most that can be abated in a year, by the group together.",
                     .default_doc = "the baseline of the first year; of a project its capacity_t"},
                    bound, Tonnes(1), kMaxQuantity);
  return given ? static_cast<double>(bound.raw()) : baseline_t;
}

void tell_linear(Fields& fields, double baseline_t, AbatementCurve& curve) {
  LinearMac shape;
  fields.number({.name = "intercept",
                 .doc = "MAC of the first tonne. Below 0: measures that pay for themselves."},
                shape.intercept, kPrice);
  fields.number({.name = "slope_per_mt",
                 .doc = "Rise of the MAC with each million tonnes abated in a year.",
                 .required = true},
                shape.slope, {0, kLargest, false, "money/t per Mt"});
  build(fields, shape, kTonnesPerMt, tell_bound(fields, baseline_t), curve);
}

void tell_quadratic(Fields& fields, double baseline_t, AbatementCurve& curve) {
  QuadraticMac shape;
  fields.number({.name = "a_per_mt2", .doc = "Factor of the square.", .required = true}, shape.a,
                {0, kLargest, true, "money/t per Mt^2"});
  fields.number({.name = "b_per_mt",
                 .doc = "Factor of the linear part. Below 0: abating is free up to -b/a.",
                 .required = true},
                shape.b, {-kLargest, kLargest, false, "money/t per Mt"});
  build(fields, shape, kTonnesPerMt, tell_bound(fields, baseline_t), curve);
}

void tell_power(Fields& fields, double baseline_t, AbatementCurve& curve) {
  PowerMac shape;
  shape.baseline_t = baseline_t;
  fields.number({.name = "scale",
                 .doc = "MAC of the last tonne of the baseline; of a project, of its capacity_t.",
                 .required = true},
                shape.scale, kPositivePrice);
  fields.number({.name = "exponent", .doc = "How steeply the MAC rises.", .required = true},
                shape.exponent, {0, 100, true});
  build(fields, shape, 1, tell_bound(fields, baseline_t), curve);
}

void tell_exponential(Fields& fields, double baseline_t, AbatementCurve& curve) {
  ExponentialMac shape;
  fields.number({.name = "p0", .doc = "Scale of the MAC.", .required = true}, shape.p0,
                kPositivePrice);
  fields.number({.name = "k_per_mt",
                 .doc = "Growth of the MAC with each million tonnes abated in a year.",
                 .required = true},
                shape.k, kPerMt);
  build(fields, shape, kTonnesPerMt, tell_bound(fields, baseline_t), curve);
}

void tell_steps(Fields& fields, double baseline_t, AbatementCurve& curve) {
  StepMac shape;
  fields.objects(
      {.name = "steps",
       .doc = "Measures of the group, in any order; each is done in part or whole.",
       .required = true},
      {1, 1'000}, [&](Fields& step) {
        Project project;
        Tonnes quantity;
        step.number({.name = "price",
                     .doc = "Cost of a tonne. Below 0: the measure pays for itself.",
                     .required = true},
                    project.price, kPrice);
        step.tonnes(
            {.name = "quantity_t", .doc = "What the measure abates in a year.", .required = true},
            quantity, Tonnes(1), kMaxQuantity);
        project.quantity_t = static_cast<double>(quantity.raw());
        shape.steps.push_back(project);
      });
  build(fields, shape, 1, tell_bound(fields, baseline_t), curve);
}

}  // namespace

void tell_curve(Fields& fields, double baseline_t, AbatementCurve& curve) {
  tell_curve(fields,
             {.name = "abatement",
              .doc = "Marginal abatement cost (MAC) of the group's q-th tonne in a year. `curve` "
                     "names its shape.",
              .required = true},
             baseline_t, curve);
}

void tell_curve(Fields& fields, const Key& key, double baseline_t, AbatementCurve& curve) {
  using Tell = void (*)(Fields&, double, AbatementCurve&);
  const auto form = [&](std::string_view name, std::string_view doc, Tell tell) {
    return Form{name, doc, [&, tell](Fields& keys) { tell(keys, baseline_t, curve); }};
  };
  const std::array forms = {
      form("linear", "MAC = intercept + slope q.", tell_linear),
      form("quadratic", "MAC = a q^2 + b q, and never below 0.", tell_quadratic),
      form("power", "MAC = scale (q / baseline)^exponent.", tell_power),
      form("exponential", "MAC = p0 (e^(k q) - 1).", tell_exponential),
      form("steps", "A menu of measures, the cheapest first.", tell_steps),
  };
  fields.form(key, "curve", forms);
}

}  // namespace tanshi
