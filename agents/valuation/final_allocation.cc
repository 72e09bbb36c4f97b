#include "agents/valuation/final_allocation.h"

#include <algorithm>

#include "agents/abatement/rounding.h"

namespace tanshi {

double final_allocation_t(const AllocationTerms& terms, double emissions_t) {
  const double least = std::max(to_double(terms.by_output), times_of(terms.floor) * emissions_t);
  return terms.ceiling ? std::min(least, times_of(*terms.ceiling) * emissions_t) : least;
}

double abatement_worth_doing_t(const AllocationTerms& terms, double baseline_t, double price,
                               const std::function<double(double)>& worth_doing) {
  const double earned_t = to_double(terms.by_output);
  const double floor = times_of(terms.floor);
  double abated_t = worth_doing(price);
  const double above_floor_t = floor * baseline_t - earned_t;  // at first; below 0: not on it
  if (above_floor_t > 0) {
    const double on_floor_t = worth_doing(price * std::max(1 - floor, 0.0));
    if (on_floor_t < above_floor_t / floor) abated_t = std::min(abated_t, on_floor_t);
  }
  if (terms.ceiling) {
    // What pays for itself is done in any case.
    const double to_ceiling_t = baseline_t - earned_t / times_of(*terms.ceiling);
    abated_t = std::min(abated_t, std::max(to_ceiling_t, worth_doing(0)));
  }
  return abated_t;
}

}  // namespace tanshi
