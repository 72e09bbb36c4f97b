#include "agents/regulator/cap/intensity_cap.h"

#include <algorithm>

#include "exchange/base/checked_math.h"

namespace tanshi {

Intensity declined_intensity(Intensity intensity, BasisPoints decline, std::int32_t years) {
  TANSHI_CHECK(is_in_range(intensity));
  TANSHI_CHECK(decline >= BasisPoints() && decline <= kFullShare);
  TANSHI_CHECK(years >= 0 && years <= 200);
  for (std::int32_t i = 0; i < years; ++i)
    intensity =
        Intensity(mul_div_nearest(intensity.raw(), (kFullShare - decline).raw(), kFullShare.raw()));
  return intensity;
}

Tonnes intensity_cap(Intensity intensity, Output output) {
  TANSHI_CHECK(is_in_range(intensity) && is_in_range(output));
  return std::min(Tonnes(div_nearest(intensity * output, kIntensityTimesOutput)), kMaxQuantity);
}

}  // namespace tanshi
