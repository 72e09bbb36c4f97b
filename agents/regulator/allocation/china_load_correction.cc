#include "agents/regulator/allocation/china_load_correction.h"

#include <cmath>

namespace tanshi {
namespace {

Correction to_correction_nearest(double factor) {
  const double scaled = factor * static_cast<double>(kNoCorrection.raw());
  return Correction(static_cast<std::int64_t>(std::floor(scaled + 0.5)));
}

double fraction(PartsPerMillion load_factor) {
  return static_cast<double>(load_factor.raw()) / static_cast<double>(kOne.raw());
}

Correction power(PartsPerMillion load_factor) {
  return to_correction_nearest(std::pow(1.015, 16 - 20 * fraction(load_factor)));
}

// 1 % of load is 10,000 ppm, and 0.0001 of the factor 1,000,000 of its units: so 0.0014 a percent
// is 1,400 units a ppm.
Correction bands(PartsPerMillion load_factor) {
  const std::int64_t load = load_factor.raw();
  if (load >= 850'000) return kNoCorrection;
  if (load >= 800'000) return kNoCorrection + Correction((850'000 - load) * 1'400);
  if (load >= 750'000) return Correction(10'070'000'000 + (800'000 - load) * 1'600);
  return power(load_factor);
}

Correction draft_of_2026(PartsPerMillion load_factor) {
  const double percent = 100 * fraction(load_factor);
  return to_correction_nearest(7.254 - 0.633 * (1 - std::exp(-percent / 29.822)) -
                               5.643 * (1 - std::exp(-percent / 6.871)));
}

}  // namespace

Correction china_load_correction(ChinaLoadRule rule, PartsPerMillion load_factor) {
  TANSHI_CHECK(load_factor >= PartsPerMillion() && load_factor <= kMaxLoadFactor);
  switch (rule) {
    case ChinaLoadRule::kBands:
      return bands(load_factor);
    case ChinaLoadRule::kBelow65:
      return load_factor < PartsPerMillion(650'000) ? power(load_factor) : kNoCorrection;
    case ChinaLoadRule::kBelow50:
      return load_factor < PartsPerMillion(500'000) ? draft_of_2026(load_factor) : kNoCorrection;
  }
  TANSHI_CHECK(false);
}

}  // namespace tanshi
