// China: what a coal unit gets more because it runs below its best load.
//
// By the unit's load (output) factor F of the year:
//   2019-2022   F >= 85 %          1
//               80 % <= F < 85 %   1 + 0.0014 x (85 - 100 F)
//               75 % <= F < 80 %   1.007 + 0.0016 x (80 - 100 F)
//               F < 75 %           1.015^(16 - 20 F)
//   2023-2024   F < 65 %           1.015^(16 - 20 F), else 1
//   2025-2026   F < 50 %           7.254 - 0.633 (1 - e^(-100 F / 29.822))
//     (draft)                            - 5.643 (1 - e^(-100 F / 6.871)), else 1
//
// The first is continuous: its bands meet at 1, 1.007 and 1.015. The other two jump at their
// threshold, as their texts say. Sources: MEE allocation plans for 2019-2020,
// 2021-2022, 2023-2024 and the draft of 27 July 2026.
//
// Pure. Bands are exact; powers are computed in double and leave it rounded to ten decimals, which
// is less than a hundredth of a tonne of the largest unit's allocation.
#pragma once

#include <cstdint>

#include "agents/regulator/allocation/output.h"
#include "exchange/base/units.h"

namespace tanshi {

using Correction = Unit<struct CorrectionTag>;  // 1/10,000,000,000
inline constexpr Correction kNoCorrection{10'000'000'000};

enum class ChinaLoadRule : std::uint8_t { kBands, kBelow65, kBelow50 };

inline constexpr PartsPerMillion kMaxLoadFactor{1'500'000};

// REQUIRES: load_factor in 0 .. kMaxLoadFactor.
[[nodiscard]] Correction china_load_correction(ChinaLoadRule rule, PartsPerMillion load_factor);

}  // namespace tanshi
