// How much a price moves, from the closes of the days: an exponentially weighted variance of the
// change of its logarithm, with the decay of 0.94 a day of J.P. Morgan, RiskMetrics Technical
// Document, 4th edition, 1996, section 5.2. It begins with the first change.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

#include "agents/abatement/rounding.h"
#include "agents/seat/observation.h"

namespace tanshi {

class PriceVolatility {
 public:
  // To be called at each wake.
  void see(const Observation& observation) {
    if (day_ == observation.day && year_ == observation.year) return;
    day_ = observation.day;
    year_ = observation.year;
    if (observation.close == Price()) return;
    const double close = currency_per_tonne(observation.close);
    if (close_) {
      constexpr double kDecay = 0.94;
      const double change = std::log(close / *close_);
      variance_ =
          variance_ ? kDecay * *variance_ + (1 - kDecay) * change * change : change * change;
    }
    close_ = close;
  }

  // Variance of the change of the price's logarithm over so many days; 0 before there are two
  // closes.
  [[nodiscard]] double variance_over(std::int32_t days) const {
    return variance_.value_or(0) * days;
  }

 private:
  std::int32_t day_ = -1;
  Year year_{};
  std::optional<double> close_;
  std::optional<double> variance_;  // of a day
};

}  // namespace tanshi
