// Numbers as people write them in a scenario, read without loss.
//
// Grammar: an optional minus, digits, optionally a point and digits; `_` between two digits
// groups them; no leading zero. Approximate numbers may have an exponent (2.4e-5). Not numbers:
// 0x1F, 010, .5, 5., 1__0, inf, nan.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tanshi {

enum class NumberError {
  kNotANumber,
  kTooManyDecimals,  // more non-zero decimals than asked for
  kTooLarge,         // beyond 64 bits, or beyond double
};

struct ExactNumber {
  std::int64_t value = 0;
  std::optional<NumberError> error;
};

// The number times 10^decimals, exactly: "72.5" with 2 decimals is 7250.
[[nodiscard]] ExactNumber read_exact(std::string_view text, int decimals);

struct ApproximateNumber {
  double value = 0;
  std::optional<NumberError> error;
};

// The double nearest to the number.
[[nodiscard]] ApproximateNumber read_approximate(std::string_view text);

// The inverse of read_exact. Digits are in groups of three when there are more than four before
// the point: "2025", "1_000_000", "-12_345.50".
[[nodiscard]] std::string write_exact(std::int64_t value, int decimals);

// The shortest text that reads back as `value`: "0.1", "2.4e-05", "1_000_000", "1e+18".
[[nodiscard]] std::string write_approximate(double value);

}  // namespace tanshi
