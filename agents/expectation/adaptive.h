// Adaptive expectations: what was expected, moved by a part g of how far it was off (Nerlove,
// "Adaptive expectations and cobweb phenomena", Quarterly Journal of Economics 72, 1958):
//
//   E_t = E_(t-1) + g (P_(t-1) - E_(t-1))
//
// Here at each day's start, by the close of the day before, with the part 1 - (1-g)^(1/n) of each
// of the n days of a year; so a price that stays corrects the part g in a year. The same is
// expected of the next year as of this one. It begins with what the holder's picture of the market
// says. The default gain of 0.65 is the adaptive rule of Anufriev and Hommes, "Evolutionary
// selection of individual expectations and aggregate outcomes in asset pricing experiments",
// American Economic Journal: Microeconomics 4, 2012.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

#include "agents/abatement/rounding.h"
#include "agents/expectation/price_expectation.h"

namespace tanshi {

class Adaptive final : public PriceExpectation {
 public:
  Adaptive(const SeatBrief& brief, const AdaptiveExpectations& rule)
      : gain_(1 - std::pow(1 - rule.gain, 1.0 / brief.days_per_year)) {}

  void see(const Observation& observation, double model) override {
    if (!expected_) expected_ = model;
    if (day_ == observation.day && year_ == observation.year) return;
    day_ = observation.day;
    year_ = observation.year;
    if (observation.close == Price()) return;
    *expected_ += gain_ * (currency_per_tonne(observation.close) - *expected_);
  }

  [[nodiscard]] double now() const override { return expected_.value_or(0); }
  [[nodiscard]] double next() const override { return now(); }

 private:
  double gain_;
  std::optional<double> expected_;
  std::int32_t day_ = -1;
  Year year_{};
};

}  // namespace tanshi
