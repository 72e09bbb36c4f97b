// The EU's second system (fuels, from 2028): its reserve, and what it releases when prices are
// high.
//
//   TNAC above 440 M         100 M go into the reserve
//   below 260 M, to 210 M    100 M x (260 M - TNAC) / (260 M - 210 M) come out, rounded down
//   below 210 M              100 M come out
//
//   average price of each of two months on end above EUR 45 in prices of 2020: 20 M come out, at
//   most 80 M in a year
//
// A release is never more than the reserve holds (600 M at the start). Where the price of 2020 is
// in today's money is an input.
//
// Source: the Council's position of February 2026 (Agence Europe): release side. Decision (EU)
// 2015/1814, Article 1a: intake side, not verified here. All are parameters. Pure.
#pragma once

#include <cstdint>
#include <span>

#include "agents/regulator/supply/eu_msr.h"
#include "exchange/base/units.h"

namespace tanshi {

struct EuEts2MsrRule {
  Tonnes intake_above{440'000'000};
  Tonnes intake{100'000'000};
  Tonnes gradual_below{260'000'000};  // equal to release_below: no gradual part, as in the Decision
  Tonnes release_below{210'000'000};
  Tonnes release{100'000'000};
};

// REQUIRES: tonnes in 0 .. kMaxQuantity; release_below <= gradual_below <= intake_above.
[[nodiscard]] EuMsrMovement eu_ets2_msr(const EuEts2MsrRule& rule, Tonnes tnac, Tonnes holdings);

struct EuEts2PriceRule {
  Price trigger{4'500};  // in prices of 2020
  std::int32_t months = 2;
  Tonnes release{20'000'000};
  Tonnes most_in_year{80'000'000};
};

// The trigger when the price level is `index` of that of 2020 (10,000 basis points: the same), to
// the nearest cent.
[[nodiscard]] Price eu_ets2_trigger(const EuEts2PriceRule& rule, BasisPoints index);

// `months`: the average of each month in order of time. `released`: in the same year before.
// REQUIRES: tonnes >= 0, rule.months >= 1.
[[nodiscard]] Tonnes eu_ets2_price_release(const EuEts2PriceRule& rule, Price trigger,
                                           std::span<const Price> months, Tonnes released,
                                           Tonnes holdings);

}  // namespace tanshi
