#include "scenarios/runner/late_corrections.h"

#include <algorithm>
#include <utility>

namespace tanshi {

void LateCorrections::find(std::size_t year) {
  for (std::size_t seat = 0; seat < left_out_.size(); ++seat) {
    const Tonnes left_out = std::exchange(left_out_[seat], Tonnes());
    const std::vector<bool>& found = world_.seats[seat].plant.error_found;
    if (!found.empty() && found[year]) owed_[seat] += left_out;
  }
}

Tonnes LateCorrections::add_to(std::size_t seat, Tonnes due) {
  const Tonnes all = due + owed_[seat];
  owed_[seat] = std::min(all, Tonnes());
  return std::max(all, Tonnes());
}

}  // namespace tanshi
