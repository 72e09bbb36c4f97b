#include "scenarios/benchmark/continuous_path.h"

#include <algorithm>
#include <cmath>

#include "exchange/base/check.h"

namespace tanshi {

ContinuousPath::ContinuousPath(const ContinuousMarket& market) : market_(market) {
  TANSHI_CHECK(market.baseline > 0 && market.mac_slope > 0 && market.discount_rate > 0);
  TANSHI_CHECK(market.supply >= 0 && market.supply_decline >= 0 && market.initial_bank_t >= 0);
  TANSHI_CHECK(market.supply_decline > 0 || market.supply < market.baseline);

  // What is drawn falls with the end as long as scarcity grows faster than the discount rate
  // (it pays to save), then rises without bound: the root lies after the turn.
  double early = 0;
  if (market.supply_decline > 0) {
    const double shortage = market.baseline - market.supply;
    const double turn = 1 / market.discount_rate - shortage / market.supply_decline;
    early = std::clamp(turn, 0.0, market.supply / market.supply_decline);
  }
  if (early == 0 && market.initial_bank_t == 0) return;

  double late = std::max(1.0, 2 * early);
  while (drawn_t(late, late) < market.initial_bank_t) late *= 2;
  // Ends: the middle of two neighbouring doubles is one of them.
  for (;;) {
    const double middle = early + (late - early) / 2;
    if (middle <= early || middle >= late) break;
    (drawn_t(middle, middle) < market.initial_bank_t ? early : late) = middle;
  }
  exhaustion_time_ = late;
}

double ContinuousPath::price(double time) const {
  const double end = std::max(time, exhaustion_time_);
  const double at_end = market_.mac_slope * (market_.baseline - supply(end));
  return at_end * std::exp(market_.discount_rate * (time - end));
}

double ContinuousPath::emissions(double time) const {
  return market_.baseline - price(time) / market_.mac_slope;
}

double ContinuousPath::bank_t(double time) const {
  if (time >= exhaustion_time_) return 0;
  return market_.initial_bank_t - drawn_t(time, exhaustion_time_);
}

double ContinuousPath::supply(double time) const {
  return std::max(0.0, market_.supply - market_.supply_decline * time);
}

double ContinuousPath::supplied_t(double time) const {
  if (market_.supply_decline == 0) return market_.supply * time;
  const double falling = std::min(time, market_.supply / market_.supply_decline);
  return (market_.supply - market_.supply_decline * falling / 2) * falling;
}

double ContinuousPath::drawn_t(double time, double end) const {
  const double rate = market_.discount_rate;
  const double abated_at_end = market_.baseline - supply(end);
  const double abated_t =
      abated_at_end * std::exp(rate * (time - end)) * -std::expm1(-rate * time) / rate;
  return market_.baseline * time - abated_t - supplied_t(time);
}

}  // namespace tanshi
