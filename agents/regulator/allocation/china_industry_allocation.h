// China's national market: free allocation to steel, cement and aluminium.
//
//   2024        verified emissions: nobody is short or long
//   from 2025   what the benchmark of intensity gives, at most a share above or below verified
//               emissions
//
// The share is 3 % in 2025 (unverified). Both bounds are rounded towards verified emissions.
// Sources: MEE notice 国环规气候〔2025〕2号; for 2024 qh12352.com.
//
// Pure.
#pragma once

#include "exchange/base/units.h"

namespace tanshi {

inline constexpr Year kFirstChinaIndustryYear{2024};

// `by_intensity` is of no account in 2024. REQUIRES: year >= kFirstChinaIndustryYear; most_gap in
// 0 .. 10,000; quantities in 0 .. kMaxQuantity.
[[nodiscard]] Tonnes china_industry_allocation(Year year, Tonnes emissions, Tonnes by_intensity,
                                               BasisPoints most_gap);

}  // namespace tanshi
