#include "agents/regulator/cap/wci_budgets.h"

#include <array>
#include <cstddef>

#include "agents/regulator/cap/step_cap.h"
#include "exchange/base/check.h"

namespace tanshi {
namespace {

// From 2013 on, in units of 10,000 t.
constexpr std::int64_t kUnit = 10'000;
constexpr std::array kCalifornia{16280, 15970, 39450, 38240, 37040, 35830, 34630,
                                 33420, 32080, 30750, 29410, 28070, 26740, 25400,
                                 24060, 22730, 21390, 20050, 19380};
constexpr std::array kQuebec{2320, 2320, 6530, 6319, 6108, 5896, 5685, 5474, 5526,
                             5402, 5279, 5155, 5031, 4908, 4784, 4661, 4537, 4414};

constexpr Year kLastOfTable{2031};
constexpr std::array<CapStep, 1> kAfterTable{{{Year{2032}, Tonnes(6'700'000)}}};

Tonnes row(auto& table, Year year) {
  return Tonnes(table.at(static_cast<std::size_t>(raw(year) - raw(kFirstWciBudget))) * kUnit);
}

}  // namespace

Tonnes california_budget(Year year) {
  TANSHI_CHECK(year >= kFirstWciBudget && year <= kLastCaliforniaBudget);
  if (year <= kLastOfTable) return row(kCalifornia, year);
  return step_cap(kLastOfTable, row(kCalifornia, kLastOfTable), kAfterTable, year);
}

Tonnes quebec_budget(Year year) {
  TANSHI_CHECK(year >= kFirstWciBudget && year <= kLastQuebecBudget);
  return row(kQuebec, year);
}

}  // namespace tanshi
