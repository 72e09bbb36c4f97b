// The market of economics.md section 3 (Rubin, Schennach) for tests: MAC p = 100 - e, baseline 100
// a period, caps 90 x 5 then 60 x 7, r = 5 %. The price starts at 20.7324 and the bank after the
// first year is what that leaves, 90 - (100 - 20.7324). Here one tonne of the table is a million.
#pragma once

#include <vector>

#include "agents/abatement/rounding.h"
#include "agents/valuation/bank_demand.h"
#include "tests/unit/agents/strategy/observations.h"

namespace tanshi {

inline constexpr double kScale = 1e6;

inline AggregateCurve rubin_market() {
  return AggregateCurve({AbatementCurve(LinearMac{0, 1 / kScale}, 100 * kScale)});
}

inline std::vector<FutureYear> rubin_future() {
  std::vector<FutureYear> future;
  for (int year = 1; year < 12; ++year) {
    future.push_back({100 * kScale, (year < 5 ? 90 : 60) * kScale});
  }
  return future;
}

// A firm that is the whole market, and knows it.
inline SeatBrief rubin_brief() {
  SeatBrief brief = test_brief();
  brief.lot = Tonnes(1);
  brief.max_price = Price(10'000);
  brief.penalty = Price(10'000);
  brief.years = 12;
  brief.emitter = true;
  for (int year = 0; year < 12; ++year) {
    brief.cap.push_back(Tonnes(static_cast<std::int64_t>((year < 5 ? 90 : 60) * kScale)));
  }
  brief.firm.curve = AbatementCurve(LinearMac{0, 1 / kScale}, 100 * kScale);
  brief.firm.baseline_t = 100 * kScale;
  brief.firm.discount_rate = 0.05;
  brief.firm.believed_market_baseline_t = 100 * kScale;
  brief.firm.believed_market_curve = rubin_market();
  return brief;
}

// The first wake of the first year, to one who holds so many millions.
inline Observation rubin_observation(double held) {
  Observation observation = test_observation();
  observation.allowances_available = to_tonnes_nearest(held * kScale);
  observation.circulation = to_tonnes_nearest(90 * kScale);
  observation.baseline = to_tonnes_nearest(100 * kScale);
  return observation;
}

}  // namespace tanshi
