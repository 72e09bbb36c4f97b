// The keys of how a firm forms its expectation of the allowance's price.

#include <array>

#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

void tell_adaptive(Fields& fields, Expectations& expectations) {
  AdaptiveExpectations rule;
  fields.number({.name = "gain",
                 .doc = "Part of how far it was off that it corrects in a year of steady prices."},
                rule.gain, {0, 1});
  expectations = rule;
}

void tell_trend(Fields& fields, Expectations& expectations) {
  TrendExpectations rule;
  fields.number({.name = "strength",
                 .doc = "Of the change since the year before, what it expects of the next year. "
                        "1.3: strong."},
                rule.strength, {0, 5});
  expectations = rule;
}

void tell_rule(Fields& fields, Expectations& expectations) {
  RuleExpectations rule;
  Price start;
  fields.price({.name = "start", .doc = "Price of the first year.", .required = true}, start,
               Price(1), kMaxPrice);
  rule.start = static_cast<double>(start.raw()) / 100;
  fields.number({.name = "growth", .doc = "By which it rises; 0.05 is 5 %."}, rule.growth,
                {-1, 1, false, "a year"});
  expectations = rule;
}

}  // namespace

void tell_expectations_of_firms(Fields& fields, Expectations& expectations) {
  const std::array forms = {
      Form{"model", "The price at which the market would clear by the firm's own beliefs.",
           [&](Fields&) { expectations = ModelExpectations{}; }},
      Form{"foresight", "What theory says of this very world, its shocks included; no noise.",
           [&](Fields&) { expectations = ForesightExpectations{}; }},
      Form{"adaptive", "What it expected before, moved towards the price that came.",
           [&](Fields& keys) { tell_adaptive(keys, expectations); }},
      Form{"trend", "That prices go on as they went.",
           [&](Fields& keys) { tell_trend(keys, expectations); }},
      Form{"rule", "A stated path.", [&](Fields& keys) { tell_rule(keys, expectations); }},
  };
  fields.form({.name = "expectations",
               .doc = "How its firms come to expect a price, by which they value what they bank. "
                      "`kind` names it.",
               .default_doc = "kind: model"},
              "kind", forms);
}

}  // namespace tanshi
