// Pages of a list. A page token is the number of the entries before the page, or the last key of
// the page before, as decimal text: opaque to the client.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "fmt/format.h"

namespace tanshi {

struct Page {
  std::int64_t after = 0;  // what the token says; 0: the first page
  std::int64_t size = 0;   // most entries
};

// Errors: INVALID_ARGUMENT a size outside [0, size_max], or a token that no answer has given.
[[nodiscard]] inline absl::StatusOr<Page> read_page(std::int64_t page_size, std::string_view token,
                                                    std::int64_t size_if_absent,
                                                    std::int64_t size_max) {
  Page page{.after = 0, .size = page_size == 0 ? size_if_absent : page_size};
  if (page.size < 1 || page.size > size_max) {
    return absl::InvalidArgumentError(
        fmt::format("page_size is {}; must be in [1, {}]", page_size, size_max));
  }
  if (token.empty()) return page;
  const char* const end = token.data() + token.size();
  const auto [stop, error] = std::from_chars(token.data(), end, page.after);
  if (error != std::errc() || stop != end || page.after < 1) {
    return absl::InvalidArgumentError(
        fmt::format("page_token is \"{}\"; must be the next_page_token of an answer", token));
  }
  return page;
}

}  // namespace tanshi
