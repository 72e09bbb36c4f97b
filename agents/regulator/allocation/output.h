// Output of plants, and what is emitted or allocated for each unit of it.
#pragma once

#include <cstdint>

#include "exchange/base/checked_math.h"
#include "exchange/base/units.h"

namespace tanshi {

using Output = Unit<struct OutputTag>;        // thousandths of a unit: kWh of MWh, MJ of GJ
using Intensity = Unit<struct IntensityTag>;  // millionths of a tonne of CO2e a unit of output

inline constexpr PartsPerMillion kOne{1'000'000};           // the whole of a ratio or factor
inline constexpr Output kMaxOutput{1'000'000'000'000'000};  // 10^12 units
inline constexpr Intensity kMaxIntensity{1'000'000'000};    // 1,000 t a unit

[[nodiscard]] constexpr bool is_in_range(Output output) {
  return output >= Output() && output <= kMaxOutput;
}
[[nodiscard]] constexpr bool is_in_range(Intensity intensity) {
  return intensity >= Intensity() && intensity <= kMaxIntensity;
}

// Exact, in 1/kIntensityTimesOutput tonnes.
inline constexpr std::int64_t kIntensityTimesOutput = 1'000'000'000;
[[nodiscard]] constexpr Int128 operator*(Intensity intensity, Output output) {
  return Int128{intensity.raw()} * output.raw();
}

}  // namespace tanshi
