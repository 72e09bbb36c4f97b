// The keys of an experiment's file: meaning, unit, range and default (scenarios/yaml/fields.h).
#pragma once

#include "scenarios/laboratory/design.h"
#include "scenarios/yaml/fields.h"

namespace tanshi {

// Fills `design` with what the file gives and with defaults. REQUIRES: `design` is as constructed.
// Meaningful only if `fields.ok()` afterwards.
void tell_laboratory(Fields& fields, LaboratoryDesign& design);

}  // namespace tanshi
