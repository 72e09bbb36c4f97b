// Perfect foresight: the prices and banks that theory gives for the world as it will turn out, its
// shocks included (Muth, "Rational expectations and the theory of price movements", Econometrica
// 29, 1961, without uncertainty).
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include "agents/expectation/price_expectation.h"

namespace tanshi {

class Foresight final : public PriceExpectation {
 public:
  // REQUIRES: `known` has an entry for each of the brief's years.
  Foresight(const SeatBrief& brief, ForesightExpectations known)
      : first_year_(brief.first_year), known_(std::move(known)) {}

  void see(const Observation& observation, double) override {
    year_ = static_cast<std::size_t>(raw(observation.year) - raw(first_year_));
  }

  [[nodiscard]] double now() const override { return known_.price[year_]; }
  // Nobody will want an allowance after the last year.
  [[nodiscard]] double next() const override {
    return year_ + 1 < known_.price.size() ? known_.price[year_ + 1] : 0;
  }
  [[nodiscard]] std::optional<double> bank_t() const override { return known_.bank_t[year_]; }

 private:
  Year first_year_;
  ForesightExpectations known_;
  std::size_t year_ = 0;
};

}  // namespace tanshi
