// RGGI: reserve prices and the two containment reserves, by year. Tonnes are short tons here.
//
//   reserve price   1.86 (2008) ... 1.98 (2013), 2.00 (2014), then + 2.5 % a year; 9.00 (2027),
//                   then + 7 %
//   CCR trigger     4, 6, 8, 10 (2014 to 2017), then + 2.5 %; 13.00 (2021), then + 7 %;
//                   from 2027 a second tier from 29.25
//   CCR size        5 M (2014), 10 M (2015 to 2020), 10 % of the cap (2021 to 2026); then a
//                   parameter of each tier
//   ECR trigger     6.00 (2021), then + 7 %; abolished in 2027
//   ECR size        10 % of the budgets of the states that take part
//
// Each price is the year before's, raised and rounded to the cent (price_path.h). Shares are
// rounded down to whole tons.
//
// Source: RGGI Model Rules of 2013, 2017 and 2025; auction notices; ICAP, 3 July 2025. What an
// auction adds or withholds is in containment_reserve.h. Pure.
#pragma once

#include <cstdint>
#include <span>

#include "agents/regulator/supply/price_path.h"
#include "exchange/base/units.h"

namespace tanshi {

inline constexpr Year kRggiFirstYear{2008};
inline constexpr Year kRggiLastYear{2100};  // as far as these rules may be carried on

// The prices as steps of price_path.h. `tier`: 1 or 2.
[[nodiscard]] std::span<const PriceStep> rggi_reserve_prices();
[[nodiscard]] std::span<const PriceStep> rggi_ccr_triggers(std::int32_t tier);
[[nodiscard]] std::span<const PriceStep> rggi_ecr_triggers();  // a price of 0: abolished

// REQUIRES: a year in kRggiFirstYear .. kRggiLastYear, here and below.
[[nodiscard]] Price rggi_reserve_price(Year year);

// A reserve that an auction of the year has; no such reserve when the trigger is 0.
struct RggiReserve {
  Price trigger;
  Tonnes size;

  friend bool operator==(const RggiReserve&, const RggiReserve&) = default;
};

// What ICAP calls about 11.75 M a year, split into the two tiers, from 2027 on; another reading is
// 11.75 M a tier. Not verified.
inline constexpr Tonnes kRggiTierFrom2027{5'875'000};

// Tier 1 or 2. `cap` counts for 2021 to 2026 only. REQUIRES: 0 <= cap <= kMaxQuantity.
[[nodiscard]] RggiReserve rggi_ccr(Year year, std::int32_t tier, Tonnes cap);

// `budgets`: of the states that take part. REQUIRES: 0 <= budgets <= kMaxQuantity.
[[nodiscard]] RggiReserve rggi_ecr(Year year, Tonnes budgets);

}  // namespace tanshi
