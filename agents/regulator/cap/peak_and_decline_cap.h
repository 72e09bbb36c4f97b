// A cap that rises to a peak and falls from there to an end, in straight lines.
//
//   start .. peak:    start + (peak - start) x (year - start year) / (peak year - start year)
//   peak .. end:      peak - (peak - end) x (year - peak year) / (end year - peak year)
//   from the end on:  end
//
// to the nearest tonne. The form of China's goals, a peak before 2030 and neutrality before 2060;
// no law gives the figures, nor that the lines are straight.
//
// Pure.
#pragma once

#include "exchange/base/units.h"

namespace tanshi {

struct CapPoint {
  Year year{};
  Tonnes cap;
};

struct PeakAndDecline {
  CapPoint start;
  CapPoint peak;
  CapPoint end;
};

// REQUIRES: start.year < peak.year < end.year <= year 9999; caps in 0 .. kMaxQuantity;
// year >= start.year.
[[nodiscard]] Tonnes peak_and_decline_cap(const PeakAndDecline& path, Year year);

}  // namespace tanshi
