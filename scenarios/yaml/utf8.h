// Text that came from outside: is it UTF-8, and how to show it on one line of a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tanshi {

struct BadText {
  int line = 1;  // from 1, columns in bytes
  int column = 1;
  std::string what;
};

// The first place where `text` is not UTF-8, or holds a control character other than tab, line
// feed and carriage return.
[[nodiscard]] std::optional<BadText> first_bad_text(std::string_view text);

// `text` with control characters as \xNN and bytes that are not UTF-8 as \xNN.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace tanshi
