// A cap that follows output: so much for each unit that is produced.
//
//   intensity(n) = intensity(0) x (1 - decline)^n, each year to the nearest millionth of a tonne
//   cap          = intensity x output, to the nearest tonne
//
// China's national market has such a cap: it is the sum of what its benchmarks give for the output
// that there was. Here the intensity is one for all; by unit it is china_power_allocation.h.
//
// Pure.
#pragma once

#include <cstdint>

#include "agents/regulator/allocation/output.h"
#include "exchange/base/units.h"

namespace tanshi {

// REQUIRES: intensity in 0 .. kMaxIntensity; decline in 0 .. 10,000; years in 0 .. 200.
[[nodiscard]] Intensity declined_intensity(Intensity intensity, BasisPoints decline,
                                           std::int32_t years);

// REQUIRES: intensity in 0 .. kMaxIntensity, output in 0 .. kMaxOutput. What would be above
// kMaxQuantity is kMaxQuantity.
[[nodiscard]] Tonnes intensity_cap(Intensity intensity, Output output);

}  // namespace tanshi
