// Trend extrapolation: the next change will be so much of the last one (Hommes, Sonnemans, Tuinstra
// and van de Velden, "Coordination of expectations in asset pricing experiments", Review of
// Financial Studies 18, 2005):
//
//   E_(t+1) = P_t + s (P_t - P_(t-1)),   at least 0
//
// P_t is the latest close, before the year's first that of last year's mean, and P_(t-1) is the
// mean price of the year before. In the first year there is no trend yet: what is, stays. The
// default strength of 0.4 is the weak trend rule of Anufriev and Hommes 2012 (adaptive.h); their
// strong one has 1.3.
#pragma once

#include <algorithm>

#include "agents/abatement/rounding.h"
#include "agents/expectation/price_expectation.h"

namespace tanshi {

class Trend final : public PriceExpectation {
 public:
  explicit Trend(const TrendExpectations& rule) : strength_(rule.strength) {}

  void see(const Observation& observation, double model) override {
    const bool first = observation.year_prices.empty();
    before_ = first ? 0 : currency_per_tonne(observation.year_prices.back());
    now_ = currency_per_tonne(observation.close);
    if (now_ == 0) now_ = before_;
    if (now_ == 0) now_ = model;
    if (before_ == 0) before_ = now_;
  }

  [[nodiscard]] double now() const override { return now_; }
  [[nodiscard]] double next() const override {
    return std::max(0.0, now_ + strength_ * (now_ - before_));
  }

 private:
  double strength_;
  double now_ = 0;
  double before_ = 0;
};

}  // namespace tanshi
