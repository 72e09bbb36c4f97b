// Real numbers as text: the shortest decimal that names the double exactly, so that what is read
// is what was written, bit for bit. "inf" and "-inf" are infinities; NaN is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tanshi {

// REQUIRES: not NaN.
[[nodiscard]] std::string to_decimal_text(double value);

// Errors: nullopt unless the whole text is one number.
[[nodiscard]] std::optional<double> from_decimal_text(std::string_view text);

}  // namespace tanshi
