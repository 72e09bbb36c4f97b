// Every key of a scenario file: meaning, unit, range and default. See fields.h for how it is told.
#pragma once

#include "scenarios/model/scenario.h"
#include "scenarios/yaml/fields.h"

namespace tanshi {

// Tells the keys of a scenario, filling `scenario` with what the file gives and with defaults.
// REQUIRES: `scenario` is as constructed. Meaningful only if `fields.ok()` afterwards.
void tell_scenario(Fields& fields, Scenario& scenario);

// Tells the keys of a curve. `max_t` bounds what can be abated; power curves are of `baseline_t`.
void tell_curve(Fields& fields, double baseline_t, AbatementCurve& curve);

}  // namespace tanshi
