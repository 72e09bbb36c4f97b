// "Did you mean ...?": the known name that a mistyped one resembles most.
#pragma once

#include <span>
#include <string_view>

namespace tanshi {

// The name with the fewest single-letter edits and swaps of neighbours; empty when none is near
// (more edits than a third of the letters, and more than one).
[[nodiscard]] std::string_view nearest_name(std::string_view name,
                                            std::span<const std::string_view> names);

}  // namespace tanshi
