// The inputs of output-based rules, each with its range and unit, and how such numbers are shown.
#pragma once

#include <string>
#include <string_view>

#include "agents/regulator/allocation/china_load_correction.h"
#include "agents/regulator/allocation/output.h"
#include "exchange/base/units.h"
#include "scenarios/yaml/fields.h"

namespace tanshi {

// Each returns whether it was given, and leaves the value alone when not.

// Three decimals of `unit`, 0 .. most.
bool tell_output(Fields& inputs, const Key& key, Output& value, std::string_view unit,
                 Output most = kMaxOutput);
// Six decimals of tonnes a unit, 0 .. most.
bool tell_intensity(Fields& inputs, const Key& key, Intensity& value, std::string_view unit,
                    Intensity most = kMaxIntensity);
// Percent with four decimals, 0 .. most.
bool tell_ratio(Fields& inputs, const Key& key, PartsPerMillion& value,
                PartsPerMillion most = kOne);

// No decimals that are zero: "3,000,000", "0.877", "1.0042".
[[nodiscard]] std::string show(Output output);
[[nodiscard]] std::string show(Intensity intensity);
[[nodiscard]] std::string show(Correction correction);
// A ratio as a factor: "0.851".
[[nodiscard]] std::string show_factor(PartsPerMillion factor);
[[nodiscard]] std::string show_micro_t(std::int64_t micro_t);  // "925,155 t"

}  // namespace tanshi
