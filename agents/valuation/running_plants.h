// The market's plants year by year, where some open or close (FirmBrief); else all of them.
//
// Years are counted from the brief's first.
#pragma once

#include <cstddef>
#include <vector>

#include "agents/abatement/aggregate_curve.h"
#include "agents/seat/observation.h"

namespace tanshi {

class RunningPlants {
 public:
  // `brief` must outlive this.
  explicit RunningPlants(const SeatBrief& brief);

  // The believed curve of those that run; a member each group, which abates nothing where it does
  // not run.
  [[nodiscard]] const AggregateCurve& curve(std::size_t year) const {
    return curves_.empty() ? brief_.firm.believed_market_curve : curves_[year];
  }
  // Of the baseline of all, what runs.
  [[nodiscard]] double share(std::size_t year) const {
    const std::vector<double>& shares = brief_.firm.market_running_share;
    return shares.empty() ? 1 : shares[year];
  }

 private:
  const SeatBrief& brief_;
  std::vector<AggregateCurve> curves_;  // a year each; empty: every plant runs in every year
};

}  // namespace tanshi
