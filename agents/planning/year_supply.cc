#include "agents/planning/year_supply.h"

#include <utility>

namespace tanshi {

double offered_at(std::span<const SupplyOffer> offers, double price) {
  double sum_t = 0;
  for (const SupplyOffer& offer : offers)
    if (offer.price <= price) sum_t += offer.quantity_t;
  return sum_t;
}

PathYear path_year(std::vector<AbatementCurve> abatement, double baseline_t,
                   const YearSupply& supply) {
  StepMac sales;
  for (const SupplyOffer& offer : supply.offers) {
    if (offer.quantity_t > 0) sales.steps.push_back({offer.price, offer.quantity_t});
  }
  if (!sales.steps.empty()) abatement.emplace_back(std::move(sales));
  PathYear year;
  year.abatement = AggregateCurve(std::move(abatement));
  year.need_t = baseline_t - supply.certain_t;
  return year;
}

}  // namespace tanshi
