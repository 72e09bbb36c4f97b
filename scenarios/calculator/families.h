// The calculators, each defined in the file of its family.
#pragma once

#include "scenarios/calculator/calculator.h"

namespace tanshi {

extern const Calculator kEuMsr;  // eu_msr.cc

}  // namespace tanshi
