// Compression for what is served.
#pragma once

#include <string>
#include <string_view>

namespace tanshi {

// `bytes` as a gzip file. `level`: 1 quickest to 9 smallest.
[[nodiscard]] std::string gzip(std::string_view bytes, int level);

}  // namespace tanshi
