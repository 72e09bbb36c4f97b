// California and Quebec (WCI): the auction reserve price, and how costs are contained.
//
//   reserve price, tiers and ceiling of a year = those of the year before x (1 + 5 % + inflation),
//   each to the nearest cent; inflation is that of the CPI-U over the latest twelve months
//   a sale from the reserve is held when the auction before settled at 60 % of the lowest tier or
//   more, and always before 1 November
//   who is short then buys from the first tier, the second, and the ceiling, which never runs out
//   unsold allowances return after two auctions in a row that settled above the reserve price, at
//   most 25 % of what the auction otherwise offers
//
// Source: 17 CCR 95911(c)(3), 95911(f)(3), 95913(d), 95915; California Air Resources Board, "Cost
// containment information". Pure.
#pragma once

#include <cstdint>

#include "agents/regulator/supply/published.h"
#include "exchange/base/units.h"

namespace tanshi {

// What prices rise by beside inflation.
inline constexpr PartsPerMillion kWciYearlyRise{50'000};

// Also for tiers and the ceiling. REQUIRES: yearly_rise + inflation >= -100 %.
[[nodiscard]] Price wci_next_price(Price previous, PartsPerMillion inflation,
                                   PartsPerMillion yearly_rise = kWciYearlyRise);

// The reserve price that was announced for a year; nullopt where none is known here.
[[nodiscard]] std::optional<PublishedPrice> wci_announced_reserve_price(Year year);

// Prices of the reserve's tiers and of the ceiling; from 2021 on.
struct WciTiers {
  PublishedPrice first;
  PublishedPrice second;
  PublishedPrice ceiling;
};
[[nodiscard]] std::optional<WciTiers> wci_announced_tiers(Year year);

// Share of the lowest tier's price at which a sale is held.
inline constexpr BasisPoints kWciSaleShare{6'000};
[[nodiscard]] bool wci_reserve_sale_held(Price settlement, Price lowest_tier, bool before_surrender,
                                         BasisPoints share = kWciSaleShare);

struct WciTierPrices {
  Price first;
  Price second;
  Price ceiling;
};

// What an entity that is short at the surrender date buys, cheapest first.
struct WciPurchase {
  Tonnes first;
  Tonnes second;
  Tonnes ceiling;  // price ceiling units; only when both tiers are empty
  Cash cost;
};
// REQUIRES: quantities in 0 .. kMaxOrderQuantity, prices in 0 .. kMaxPrice.
[[nodiscard]] WciPurchase wci_cost_containment(Tonnes shortage, Tonnes first_left,
                                               Tonnes second_left, const WciTierPrices& prices);

struct WciUnsoldRule {
  std::int32_t auctions = 2;  // in a row above the reserve price; not verified
  BasisPoints share{2'500};   // of what is offered otherwise, rounded down
};
// REQUIRES: quantities in 0 .. kMaxQuantity.
[[nodiscard]] Tonnes wci_returned_unsold(const WciUnsoldRule& rule, Tonnes unsold, Tonnes offered,
                                         std::int32_t auctions_above_reserve);

}  // namespace tanshi
