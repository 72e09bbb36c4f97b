#include "tools/cli/print_problems.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>

#include <fmt/format.h>

namespace tanshi {

void print_problems(std::span<const Problem> problems) {
  constexpr std::size_t kMostShown = 50;
  const std::size_t shown = std::min(problems.size(), kMostShown);
  for (const Problem& problem : problems.first(shown))
    fmt::print(stderr, "{}\n", to_string(problem));
  if (shown < problems.size()) fmt::print(stderr, "... and {} more\n", problems.size() - shown);
}

}  // namespace tanshi
