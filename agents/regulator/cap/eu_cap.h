// The cap of the EU's emissions trading, stationary installations (from 2024 with maritime
// transport), and what the law says for each year.
//
//   years      factor   reference t     also
//   2013                                first cap 2,084,301,856 (unverified)
//   2014-2020  1.74 %   2,199,094,594   cut 38,264,246
//   2021                                first cap 1,571,583,007, without the United Kingdom
//   2022-2023  2.2 %    1,954,705,227   cut 43,003,515
//   2024-2027  4.3 %    2,044,749,581   cut 87,924,232; 2024: -90,000,000 +78,400,000 for maritime
//                                       transport; 2026: -27,000,000
//   2028-      4.4 %    2,044,749,581   cut 89,968,982
//
// Sources: Directive 2003/87/EC, Article 9, as amended by (EU) 2018/410 and (EU) 2023/959;
// climate.ec.europa.eu, "Emissions cap and allowances", for the cuts to 2023 and the cap of 2021.
// The reference quantities are computed: 2,199,094,594 x (1 - 3 x 1.74 %) is the cap of 2013, and
// 2.2 % of 1,954,705,227 the published cut; that of 2024 from the cap 1,386,051,745 (unverified).
// What maritime transport adds in 2026 and 2027 is not in the table.
//
// Pure.
#pragma once

#include "agents/regulator/cap/linear_factor_cap.h"
#include "exchange/base/units.h"

namespace tanshi {

inline constexpr Year kFirstEuCapYear{2013};
inline constexpr Year kLastEuCapYear{2100};  // the cap is 0 long before

// Whether the cap of the year is set anew (2013, 2021), and does not follow from the year before.
[[nodiscard]] bool is_eu_cap_set(Year year);

// What the law says for a year whose cap follows from the one before.
// REQUIRES: kFirstEuCapYear <= year <= kLastEuCapYear, !is_eu_cap_set(year).
[[nodiscard]] LinearFactorYear eu_cap_law(Year year);

// REQUIRES: kFirstEuCapYear <= year <= kLastEuCapYear.
[[nodiscard]] Tonnes eu_cap(Year year);

}  // namespace tanshi
