#include "scenarios/laboratory/design.h"

namespace tanshi {
namespace {

// The part of trader `number` of `count`.
std::vector<Price> part_of(const std::vector<Price>& all, bool dealt, std::size_t number,
                           std::size_t count) {
  if (!dealt) return all;
  std::vector<Price> part;
  for (std::size_t i = number; i < all.size(); i += count) part.push_back(all[i]);
  return part;
}

}  // namespace

std::size_t trader_count(const LaboratoryDesign& design) {
  std::size_t count = 0;
  for (const LaboratoryGroup& group : design.groups) count += static_cast<std::size_t>(group.count);
  return count;
}

std::vector<std::size_t> groups_of_traders(const LaboratoryDesign& design) {
  std::vector<std::size_t> groups;
  for (std::size_t group = 0; group < design.groups.size(); ++group)
    groups.insert(groups.end(), static_cast<std::size_t>(design.groups[group].count), group);
  return groups;
}

std::vector<TraderUnits> units_in_period(const LaboratoryDesign& design, std::int32_t period) {
  std::vector<TraderUnits> units;
  for (std::size_t g = 0; g < design.groups.size(); ++g) {
    const LaboratoryGroup& group = design.groups[g];
    const std::vector<Price>* values = &group.values;
    const std::vector<Price>* costs = &group.costs;
    for (const ScheduleShift& shift : design.shifts) {
      if (shift.group != g || shift.from_period > period) continue;
      values = &shift.values;
      costs = &shift.costs;
    }
    const auto count = static_cast<std::size_t>(group.count);
    for (std::size_t i = 0; i < count; ++i) {
      units.push_back(
          {part_of(*values, group.dealt, i, count), part_of(*costs, group.dealt, i, count)});
    }
  }
  return units;
}

}  // namespace tanshi
