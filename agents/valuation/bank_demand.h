// The bank that a market with these beliefs wants to carry out of a year, as a function of the
// year's price: B(P) of abatement_banking.h. It is asked at every wake, so it is kept in a table:
// at prices 2 % apart, each worked out when it is first needed.
#pragma once

#include <cstddef>
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

  // `market` must outlive this. REQUIRES: 0 < highest_price, the highest that will be asked for.
  BankDemand(const AggregateCurve& market, std::vector<FutureYear> future, double discount_rate,
             double highest_price);

  // Tonnes, falling in the price; linear between the tabulated prices.
  [[nodiscard]] double at(double price);

 private:
  // Of the i-th tabulated price: 0, then from a cent upwards.
  [[nodiscard]] double tabulated(std::size_t i);

  const AggregateCurve* market_ = nullptr;
  std::vector<FutureYear> future_;
  double discount_rate_ = 0;
  std::vector<double> bank_;  // NaN: not yet worked out
};

}  // namespace tanshi
