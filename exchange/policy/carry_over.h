// Limited banking: how many allowances of closed years an account may carry over to later ones.
//
//   limit   = base + multiple x max(0, net sales)
//   carried = min(held, limit); the rest lapses
//
// China, vintages 2019 to 2024 into 2025: base 10,000 t (steel, cement and aluminium 100,000 t),
// multiple 1.5, net sales (sold less bought) of 2024-01-01 to 2025-12-31. Source: MEE notices
// 国环规气候〔2024〕1号 and 〔2025〕2号. That negative net sales count as none is an assumption.
// Korea, first phase to second: base 20,000 t + 10 % of the mean yearly allocation, multiple 0
// (ICAP, 5 April 2017). Free banking needs no limit, and so no rule of this kind.
//
// Pure. The limit is rounded down: nobody carries more than the formula gives.
#pragma once

#include "exchange/base/units.h"

namespace tanshi {

struct CarryOverRule {
  Tonnes base;
  BasisPoints net_sales_multiple;
};

// REQUIRES, here and below: 0 <= rule.base, held <= kMaxQuantity; |net_sales| <= kMaxQuantity;
// net_sales_multiple in 0 .. 1,000,000 (100 times).
[[nodiscard]] Tonnes carry_over_limit(const CarryOverRule& rule, Tonnes net_sales);

[[nodiscard]] Tonnes carried_over(const CarryOverRule& rule, Tonnes held, Tonnes net_sales);

// The least that must still be sold, so that what is then left can all be carried over. Each tonne
// sold is one less to carry and raises the limit: excess / (1 + multiple), rounded up, for a net
// seller. A net buyer first sells what it bought.
[[nodiscard]] Tonnes sale_to_carry_the_rest(const CarryOverRule& rule, Tonnes held,
                                            Tonnes net_sales);

}  // namespace tanshi
