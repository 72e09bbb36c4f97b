// California's cap adjustment factor: how free allocation to industry falls with the cap.
//
//   2013-2020   0.981 0.963 0.944 0.925 0.907 0.888 0.869 0.851
//   2021-2031   0.817 0.783 0.749 0.715 0.681 0.647 0.613 0.579 0.545 0.511 0.494
//
// Source: 17 CCR 95891, Table 9-2, from WCI-RULES (nearzero). A factor of benchmark_allocation().
//
// Pure.
#pragma once

#include "exchange/base/units.h"

namespace tanshi {

inline constexpr Year kFirstCapAdjustment{2013};
inline constexpr Year kLastCapAdjustment{2031};

// REQUIRES: kFirstCapAdjustment <= year <= kLastCapAdjustment.
[[nodiscard]] PartsPerMillion california_cap_adjustment(Year year);

}  // namespace tanshi
