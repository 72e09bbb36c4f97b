#include "scenarios/yaml/utf8.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include <fmt/format.h>

namespace tanshi {
namespace {

// Bytes of the UTF-8 sequence at the start of `text`; 0 when there is none (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return 1;

  std::uint8_t least = 0x80;  // bounds of the second byte: no overlong form, no surrogate
  std::uint8_t most = 0xbf;
  std::size_t length = 0;
  if (lead >= 0xc2 && lead <= 0xdf) length = 2;
  if (lead >= 0xe0 && lead <= 0xef) length = 3;
  if (lead >= 0xf0 && lead <= 0xf4) length = 4;
  if (lead == 0xe0) least = 0xa0;
  if (lead == 0xed) most = 0x9f;
  if (lead == 0xf0) least = 0x90;
  if (lead == 0xf4) most = 0x8f;

  if (length == 0 || text.size() < length || byte(1) < least || byte(1) > most) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if ((byte(i) & 0xc0) != 0x80) return 0;
  return length;
}

// The code of the control character, C0 or C1, that a sequence is; -1 when it is none. Terminals
// obey both.
int control_of(std::string_view sequence) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(sequence[i]); };
  if (sequence.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7f ? byte(0) : -1;
  return byte(0) == 0xc2 && byte(1) < 0xa0 ? byte(1) : -1;
}

}  // namespace

std::optional<BadText> first_bad_text(std::string_view text) {
  BadText at;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const std::size_t length = sequence_length(text.substr(i));
    if (length == 0) {
      at.what = fmt::format("byte 0x{:02x} is not UTF-8", static_cast<unsigned char>(c));
      return at;
    }
    const int control = control_of(text.substr(i, length));
    if (control >= 0 && c != '\t' && c != '\n' && c != '\r') {
      at.what = fmt::format("control character 0x{:02x}", control);
      return at;
    }
    at.column = c == '\n' ? 1 : at.column + 1;
    if (c == '\n') ++at.line;
    i += length;
  }
  return std::nullopt;
}

std::string printable(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text.substr(i));
    if (length == 0 || control_of(text.substr(i, length)) >= 0) {
      shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i]));
      ++i;
    } else {
      shown += text.substr(i, length);
      i += length;
    }
  }
  return shown;
}

}  // namespace tanshi
