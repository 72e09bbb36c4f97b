#include "exchange/wire/decimal_text.h"

#include <array>
#include <charconv>
#include <cmath>

#include "exchange/base/check.h"

namespace tanshi {

std::string to_decimal_text(double value) {
  TANSHI_CHECK(!std::isnan(value));
  std::array<char, 32> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  TANSHI_CHECK(error == std::errc());
  return {buffer.data(), end};
}

std::optional<double> from_decimal_text(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || std::isnan(value)) return std::nullopt;
  return value;
}

}  // namespace tanshi
