// The allowance budgets of California and Quebec, which share one market since 2014.
//
//   California, in millions
//     2013-2020   162.8 159.7 394.5 382.4 370.4 358.3 346.3 334.2
//     2021-2031   320.8 307.5 294.1 280.7 267.4 254.0 240.6 227.3 213.9 200.5 193.8
//     after       193.8 - 6.7 x (year - 2031)
//   Quebec, in millions
//     2013-2020   23.2 23.2 65.3 63.19 61.08 58.96 56.85 54.74
//     2021-2030   55.26 54.02 52.79 51.55 50.31 49.08 47.84 46.61 45.37 44.14
//
// Sources: 17 CCR 95841; Quebec's Orders in Council 1185-2012 and 1126-2017 (the latter read as a
// draft), from WCI-RULES (nearzero). In 2015 fuels came under both.
//
// Pure.
#pragma once

#include "exchange/base/units.h"

namespace tanshi {

inline constexpr Year kFirstWciBudget{2013};
inline constexpr Year kLastCaliforniaBudget{2050};
inline constexpr Year kLastQuebecBudget{2030};

// REQUIRES: kFirstWciBudget <= year <= kLastCaliforniaBudget.
[[nodiscard]] Tonnes california_budget(Year year);

// REQUIRES: kFirstWciBudget <= year <= kLastQuebecBudget.
[[nodiscard]] Tonnes quebec_budget(Year year);

}  // namespace tanshi
