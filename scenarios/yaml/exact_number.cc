#include "scenarios/yaml/exact_number.h"

#include <charconv>
#include <cmath>
#include <system_error>

#include <fmt/format.h>

namespace tanshi {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The parts of a number, `_` taken out.
struct Parts {
  bool negative = false;
  std::string whole;
  std::string decimals;
  std::string exponent;  // with its sign
};

// Takes digits with `_` between them from the front of `text`; nullopt when there are none.
std::optional<std::string> take_digits(std::string_view& text) {
  std::string digits;
  std::size_t used = 0;
  while (used < text.size() && is_digit(text[used])) {
    digits += text[used++];
    if (used + 1 < text.size() && text[used] == '_' && is_digit(text[used + 1])) ++used;
  }
  text.remove_prefix(used);
  if (digits.empty()) return std::nullopt;
  return digits;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Parts> split(std::string_view text) {
  Parts parts;
  parts.negative = take(text, "-");
  auto whole = take_digits(text);
  if (!whole || (whole->size() > 1 && whole->front() == '0')) return std::nullopt;
  parts.whole = std::move(*whole);
  if (take(text, ".")) {
    auto decimals = take_digits(text);
    if (!decimals) return std::nullopt;
    parts.decimals = std::move(*decimals);
  }
  if (take(text, "eE")) {
    const bool small = !text.empty() && text.front() == '-';
    take(text, "+-");
    const auto exponent = take_digits(text);
    if (!exponent) return std::nullopt;
    parts.exponent = (small ? "-" : "") + *exponent;
  }
  if (!text.empty()) return std::nullopt;
  return parts;
}

}  // namespace

ExactNumber read_exact(std::string_view text, int decimals) {
  const auto parts = split(text);
  if (!parts || !parts->exponent.empty()) return {0, NumberError::kNotANumber};

  const auto kept = static_cast<std::size_t>(decimals);
  std::string digits = parts->decimals;
  if (digits.find_first_not_of('0', kept) != std::string::npos)
    return {0, NumberError::kTooManyDecimals};
  digits.resize(kept, '0');
  digits = (parts->negative ? "-" : "") + parts->whole + digits;

  std::int64_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc()) return {0, NumberError::kTooLarge};
  return {value, std::nullopt};
}

ApproximateNumber read_approximate(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return {0, NumberError::kNotANumber};

  std::string plain = (parts->negative ? "-" : "") + parts->whole;
  if (!parts->decimals.empty()) plain += "." + parts->decimals;
  if (!parts->exponent.empty()) plain += "e" + parts->exponent;
  double value = 0;
  const auto read = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (read.ec != std::errc() || !std::isfinite(value)) return {0, NumberError::kTooLarge};
  return {value, std::nullopt};
}

std::string write_exact(std::int64_t value, int decimals) {
  std::string digits = fmt::format("{:0{}}", value, decimals + (value < 0 ? 2 : 1));
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);

  const std::size_t whole = digits.size() - static_cast<std::size_t>(decimals);
  std::string text = negative ? "-" : "";
  for (std::size_t i = 0; i < whole; ++i) {
    if (whole > 4 && i > 0 && (whole - i) % 3 == 0) text += '_';
    text += digits[i];
  }
  if (decimals > 0) text += "." + digits.substr(whole);
  return text;
}

std::string write_approximate(double value) {
  const bool whole = std::trunc(value) == value && std::abs(value) < 1e15;
  return whole ? write_exact(static_cast<std::int64_t>(value), 0) : fmt::format("{}", value);
}

}  // namespace tanshi
