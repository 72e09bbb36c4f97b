// A price collar on auctions: a floor below which nothing is sold, and a ceiling at which more is.
//
//   floor and ceiling of a year = those of the first year, raised by a rate in each year after
//   withheld at the floor  = what is offered and not bid for at the floor or above
//   sold at the ceiling    = what is bid for at the ceiling or above beyond the offer, up to a
//   limit
//
// A design of the textbooks (Roberts and Spence 1976; Burtraw, Palmer and Kahn 2010), not of one
// law; every figure is a parameter. Pure.
#pragma once

#include <cstdint>

#include "agents/regulator/supply/containment_reserve.h"
#include "agents/regulator/supply/price_path.h"
#include "exchange/base/units.h"

namespace tanshi {

struct PriceCollar {
  Price floor;    // of the first year
  Price ceiling;  // of the first year
  PartsPerMillion floor_rise;
  PartsPerMillion ceiling_rise;
  Tonnes ceiling_limit{kMaxQuantity};  // most that is sold at the ceiling in an auction
};

struct PriceBand {
  Price floor;
  Price ceiling;
};
// The ceiling is never below the floor. REQUIRES: as raised_yearly (price_path.h), of both prices.
[[nodiscard]] constexpr PriceBand band_after(const PriceCollar& collar, std::int32_t years) {
  const Price floor = raised_yearly(collar.floor, collar.floor_rise, years);
  return {floor, std::max(floor, raised_yearly(collar.ceiling, collar.ceiling_rise, years))};
}

// How an auction's supply changes, by the demand at the two prices. REQUIRES: tonnes >= 0.
struct CollarSupply {
  Tonnes withheld;
  Tonnes added;
};
[[nodiscard]] constexpr CollarSupply collar_supply(const PriceCollar& collar, Tonnes offered,
                                                   Tonnes demand_at_floor,
                                                   Tonnes demand_at_ceiling) {
  return {reserve_withheld(offered, demand_at_floor, offered),
          reserve_added(offered, demand_at_ceiling, collar.ceiling_limit)};
}

}  // namespace tanshi
