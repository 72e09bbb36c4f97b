// The bank that a market with these beliefs wants to carry out of a year, as a function of the
// year's price: B(P) of abatement_banking.h, tabulated once a year because it is asked at every
// wake.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "agents/abatement/aggregate_curve.h"

namespace tanshi {

// One of the years to come: emissions without abatement, and the cap.
struct FutureYear {
  double baseline_t = 0;
  double cap_t = 0;
};

class BankDemand {
 public:
  // No bank is wanted: banking is barred, or nothing comes after.
  BankDemand() = default;

  // REQUIRES: 0 < highest_price, the highest price that will be asked for.
  BankDemand(const AggregateCurve& market, std::span<const FutureYear> future, double discount_rate,
             double highest_price);

  // Tonnes, falling in the price; linear between the tabulated prices.
  [[nodiscard]] double at(double price) const;

 private:
  double step_ = 0;
  std::vector<double> bank_;  // at prices 0, step_, 2 step_, ...
};

}  // namespace tanshi
