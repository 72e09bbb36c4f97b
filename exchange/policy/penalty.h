// Penalty for what is not surrendered in time: a fine, and allowances that are owed all the same.
//
//   fine      = shortfall x the larger of `fixed` and multiple x mean market price,
//               or shortfall x ceiling where that is less; rounded to the nearest cent
//   make-good = shortfall x `owed_again`, rounded up
//
//   EU        EUR 40 to 2007, EUR 100 from 2008; owed once more (Directive 2003/87/EC, Article
//             16). Indexed to consumer prices from 2013: unverified.
//   China     5 to 10 times the mean price of the month before the deadline; owed once more from
//             next year's allocation (State Council Order 775): unverified.
//   Shenzhen  3 times the mean price of the six months before; owed once more (bjruji.com).
//   Korea     up to 3 times the year's mean price, at most KRW 100,000 (climate-laws.org).
//   RGGI      no fine, 3 allowances for each that is missing: unverified.
//
// Pure.
#pragma once

#include <cstdint>

#include "exchange/base/checked_math.h"
#include "exchange/base/units.h"

namespace tanshi {

struct PenaltyRule {
  Price fixed{};                       // a tonne; indexed_price() keeps it in real terms
  BasisPoints market_multiple{};       // of the mean price; 10,000 is once
  Price ceiling = kMaxPrice;           // the most a tonne costs
  BasisPoints owed_again{kFullShare};  // of the shortfall, in allowances
};

// REQUIRES: prices in 0 .. kMaxPrice; multiples in 0 .. 1,000,000 (100 times); shortfall in
// 0 .. kMaxOrderQuantity.
[[nodiscard]] Cash penalty_fine(const PenaltyRule& rule, Tonnes shortfall, Price mean_price);
[[nodiscard]] Tonnes penalty_make_good(const PenaltyRule& rule, Tonnes shortfall);

// `price` of a time when a price index stood at `base`, now that it stands at `index`; to the
// nearest cent. Indices in one unit of any size. REQUIRES: price >= 0; index >= 0; base > 0; the
// result fits kMaxPrice.
[[nodiscard]] Price indexed_price(Price price, std::int64_t index, std::int64_t base);

}  // namespace tanshi
