// The keys of what firms owe, and of what becomes of allowances that they do not need.

#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

void tell_verification(Fields& fields, Verification& rule) {
  fields.number({.name = "error",
                 .doc = "Standard deviation of the logarithm of what a firm reports over what it "
                        "emitted; 0.02 is about 2 %."},
                rule.error, {0, 1});
  fields.number({.name = "audit_share",
                 .doc = "Chance that a firm is audited in a year, and then reports the truth."},
                rule.audit_share, {0, 1});
}

}  // namespace

void tell_compliance(Fields& fields, Scenario& scenario) {
  fields.price({.name = "penalty",
                .doc = "Fine for each tonne that is not covered, which stays owed (make-good).",
                .required = true},
               scenario.penalty, Price(1), kMaxPrice);
  fields.object({.name = "mrv", .doc = "How emissions are monitored, reported and verified."},
                [&](Fields& keys) { tell_verification(keys, scenario.verification); });
}

}  // namespace tanshi
