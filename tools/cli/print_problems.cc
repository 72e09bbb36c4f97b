#include "tools/cli/print_problems.h"

#include <algorithm>
#include <cstddef>

#include "tools/cli/output.h"

namespace tanshi {

void print_problems(std::span<const Problem> problems) {
  constexpr std::size_t kMostShown = 50;
  const std::size_t shown = std::min(problems.size(), kMostShown);
  for (const Problem& problem : problems.first(shown)) complain("{}\n", to_string(problem));
  if (shown < problems.size()) complain("... and {} more\n", problems.size() - shown);
}

}  // namespace tanshi
