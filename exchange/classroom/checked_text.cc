#include "exchange/classroom/checked_text.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "fmt/format.h"

namespace tanshi {

namespace {

// Takes the next character off `rest`; nothing if that is no UTF-8.
std::optional<char32_t> take_character(std::string_view& rest) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(rest[i]); };
  const std::uint8_t first = byte(0);
  const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if ((first >= 0x80 && first < 0xc2) || first > 0xf4 || rest.size() < length) return std::nullopt;
  constexpr std::uint8_t kFirstBits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
  char32_t character = first & kFirstBits[length];
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return std::nullopt;
    character = (character << 6) | (byte(i) & 0x3fU);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = character >= 0xd800 && character <= 0xdfff;
  if (character < kLeast[length] || character > 0x10ffff || is_surrogate) return std::nullopt;
  rest.remove_prefix(length);
  return character;
}

bool is_obeyed(char32_t character, bool lines) {
  if (lines && (character == '\n' || character == '\t')) return false;
  const bool is_control = character < 0x20 || (character >= 0x7f && character < 0xa0);
  const bool turns =
      (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
  const bool breaks = character == 0x2028 || character == 0x2029;
  return is_control || turns || breaks;
}

}  // namespace

absl::Status check_text(std::string_view field, std::string_view text, const TextRule& rule) {
  std::size_t count = 0;
  for (std::string_view rest = text; !rest.empty(); ++count) {
    const std::optional<char32_t> character = take_character(rest);
    if (!character) {
      return absl::InvalidArgumentError(
          fmt::format("{} is not UTF-8 at byte {}", field, text.size() - rest.size()));
    }
    if (is_obeyed(*character, rule.lines)) {
      return absl::InvalidArgumentError(fmt::format(
          "{} has the control character U+{:04X}; must have characters that are shown{}", field,
          static_cast<std::uint32_t>(*character), rule.lines ? ", tabs and line breaks" : ""));
    }
  }
  if (count >= rule.characters_min && count <= rule.characters_max) return absl::OkStatus();
  return absl::InvalidArgumentError(fmt::format("{} has {} characters; must have {} to {}", field,
                                                count, rule.characters_min, rule.characters_max));
}

absl::Status check_kind(std::string_view field, std::string_view text) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  if (!text.empty() && text.size() <= 40 && std::ranges::all_of(text, is_allowed)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      fmt::format("{} must be 1 to 40 characters of a-z, 0-9, _ and -", field));
}

}  // namespace tanshi
