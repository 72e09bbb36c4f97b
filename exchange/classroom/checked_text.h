// Texts that people type, before others are shown them.
//
// Pure. Protobuf has checked already that a text is UTF-8.
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"

namespace tanshi {

struct TextRule {
  std::size_t characters_min = 0;
  std::size_t characters_max = 0;
  bool lines = false;  // whether line breaks and tabs are let in
};

// Errors: INVALID_ARGUMENT, with `field`'s name, a text that is too short or too long, is not
// UTF-8, or has characters that a screen does not show but obeys: controls, and those that turn
// the direction of writing.
[[nodiscard]] absl::Status check_text(std::string_view field, std::string_view text,
                                      const TextRule& rule);

// 1 to 40 of a-z, 0-9, `_` and `-`.
[[nodiscard]] absl::Status check_kind(std::string_view field, std::string_view text);

}  // namespace tanshi
