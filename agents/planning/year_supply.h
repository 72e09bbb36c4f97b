// What a year brings in allowances, at a price: some come at any price, free of charge; an auction
// sells others from a price upwards, such as its reserve price, the trigger of a containment
// reserve or a ceiling.
//
// Values; pure. Tonnes and currency units per tonne.
#pragma once

#include <span>
#include <vector>

#include "agents/abatement/abatement_curve.h"
#include "agents/planning/hotelling_path.h"

namespace tanshi {

struct SupplyOffer {
  double price = 0;  // sold at this price and above
  double quantity_t = 0;

  friend bool operator==(const SupplyOffer&, const SupplyOffer&) = default;
};

// What all of them sell at this price.
[[nodiscard]] double offered_at(std::span<const SupplyOffer> offers, double price);

struct YearSupply {
  double certain_t = 0;
  std::vector<SupplyOffer> offers;  // the first is what is planned for the ordinary auctions

  // All that is there at this price.
  [[nodiscard]] double at(double price) const { return certain_t + offered_at(offers, price); }

  friend bool operator==(const YearSupply&, const YearSupply&) = default;
};

// A year of a path whose allowances are supplied so. To the path an offer is a measure that costs
// its price, since a tonne sold is a tonne that need not be abated: it is the last member of the
// year's curve. Its cost is a payment to the seller, and no cost of keeping the cap.
[[nodiscard]] PathYear path_year(std::vector<AbatementCurve> abatement, double baseline_t,
                                 const YearSupply& supply);

}  // namespace tanshi
