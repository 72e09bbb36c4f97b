// SHA-256, for secrets that are to be known again without being kept.
#pragma once

#include <string>
#include <string_view>

namespace tanshi {

// 32 bytes.
[[nodiscard]] std::string sha256_of(std::string_view text);

}  // namespace tanshi
