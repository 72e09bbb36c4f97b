// Korea's system: the lowest price of a stability auction, when the market may be stabilised, and
// the floor under the market's price.
//
//   auction floor = (mean of the last 3 months + mean of the last month + mean of the last 3 days)
//                   / 3
//
//   stabilised when   the mean of six months is above 3 x the mean of the two years before; or
//                     the mean of one month is above 2 x, and its volume above 2 x; or
//                     the mean of one month has fallen by more than 60 % from the mean of two years
//
//   price floor = lowest close of the last five days, less a cut (10 % in April 2021, none in July
//                 2023), to the tick; lifted when five closes on end are 10 % above it or more
//
// Source: ICAP news 553 (auction floor) and its reports of April 2021 (price floor); Act on the
// Allocation and Trading of Greenhouse Gas Emission Permits, Article 23, with its Enforcement
// Decree, after emissions-euets.com. Prices are in hundredths of a won. Pure.
#pragma once

#include <cstdint>
#include <span>

#include "agents/regulator/supply/price_trigger.h"
#include "exchange/base/units.h"

namespace tanshi {

// The three means; each to the hundredth of a won, and so the floor, halves up.
struct KoreaRecentMeans {
  Price three_months;
  Price one_month;
  Price three_days;
};
[[nodiscard]] Price korea_auction_floor(const KoreaRecentMeans& means);

enum class KoreaTrigger : std::uint8_t {
  kNone,
  kPriceTripled,
  kPriceAndVolumeDoubled,
  kPriceFell,
};
struct KoreaTriggerRule {
  BasisPoints six_months{30'000};
  BasisPoints one_month{20'000};
  BasisPoints volume{20'000};
  BasisPoints fall{6'000};
};
struct KoreaMarket {
  MeanPrice two_years;
  MeanPrice six_months;
  MeanPrice one_month;
  Tonnes two_years_volume;  // a month's average
  Tonnes one_month_volume;
};
// The first that applies, in the order above. REQUIRES: volumes in 0 .. kMaxQuantity.
[[nodiscard]] KoreaTrigger korea_stabilisation(const KoreaTriggerRule& rule,
                                               const KoreaMarket& market);

// Rounded to the nearest multiple of `tick`.
// REQUIRES: closes is not empty, in 0 .. kMaxPrice; cut in 0 .. 10,000; tick > 0.
[[nodiscard]] Price korea_price_floor(std::span<const Price> closes, BasisPoints cut, Price tick);

// Whether each of the last `days` closes was at floor x (1 + rise) or above.
[[nodiscard]] bool korea_floor_is_lifted(std::span<const Price> closes, Price floor,
                                         BasisPoints rise, std::int32_t days);

}  // namespace tanshi
