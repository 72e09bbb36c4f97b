// What the standard streams are connected to.
#pragma once

#include <cstdio>

namespace tanshi {

// A terminal that shows colours: NO_COLOR is not set and TERM is not "dumb" (no-color.org).
[[nodiscard]] bool has_color(std::FILE* stream);

[[nodiscard]] bool is_terminal(std::FILE* stream);

}  // namespace tanshi
