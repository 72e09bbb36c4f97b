// A stated path, which no price moves: start (1 + growth)^t, like a house view, or the shadow price
// that a firm plans by (for the use of these see World Bank, State and Trends of Carbon Pricing,
// 2024).
#pragma once

#include <cmath>

#include "agents/expectation/price_expectation.h"

namespace tanshi {

class Rule final : public PriceExpectation {
 public:
  Rule(const SeatBrief& brief, const RuleExpectations& rule)
      : first_year_(brief.first_year), rule_(rule) {}

  void see(const Observation& observation, double) override {
    years_ = raw(observation.year) - raw(first_year_);
  }

  [[nodiscard]] double now() const override { return of(years_); }
  [[nodiscard]] double next() const override { return of(years_ + 1); }

 private:
  [[nodiscard]] double of(int years) const {
    return rule_.start * std::pow(1 + rule_.growth, years);
  }

  Year first_year_;
  RuleExpectations rule_;
  int years_ = 0;
};

}  // namespace tanshi
