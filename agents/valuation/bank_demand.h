// The bank that a market with these beliefs wants to carry out of a year, as a function of the
// year's price: B(P) of abatement_banking.h. It is asked at every wake, so it is kept in a table:
// at prices 2 % apart, each worked out when it is first needed.
#pragma once

#include <cstddef>
#include <vector>

#include "agents/abatement/aggregate_curve.h"
#include "agents/planning/year_supply.h"

namespace tanshi {

// One of the years to come: emissions without abatement, and the allowances that it brings.
struct FutureYear {
  double baseline_t = 0;
  YearSupply supply;
  double deferred_share = 0;  // of its emissions: not due before the compliance period ends
  double borrowing_t = 0;     // of the allowances of the year after, usable for it
  const AggregateCurve* market = nullptr;  // of its plants; null: those of the first
};

// What of a year's emissions is not due before its compliance period ends, and how much is owed so
// for the years before it.
struct Deferral {
  double owed_t = 0;
  double baseline_t = 0;
  double share = 0;
  double borrowing_t = 0;  // of the allowances of the year after, usable for this one
};

class BankDemand {
 public:
  // No bank is wanted: banking is barred, or nothing comes after.
  BankDemand() = default;

  // `market`: of the plants of the year that it is carried out of. It must outlive this, and so
  // must those of `future`. REQUIRES: 0 < highest_price, the highest there can be: nothing is kept
  // for a year that would pay more.
  BankDemand(const AggregateCurve& market, std::vector<FutureYear> future, double discount_rate,
             double highest_price, const Deferral& now = {});

  // Tonnes, below 0 where owed tonnes that are not yet due are left uncovered; falling in the
  // price; linear between the tabulated prices.
  [[nodiscard]] double at(double price);

 private:
  // Of the i-th tabulated price: 0, then from a cent upwards.
  [[nodiscard]] double tabulated(std::size_t i);

  const AggregateCurve* market_ = nullptr;
  std::vector<FutureYear> future_;
  double discount_rate_ = 0;
  double highest_price_ = 0;
  Deferral now_;
  std::vector<double> bank_;  // NaN: not yet worked out
};

}  // namespace tanshi
