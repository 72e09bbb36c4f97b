#include "exchange/policy/carry_over.h"

#include <algorithm>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

void check(const CarryOverRule& rule, Tonnes net_sales) {
  TANSHI_CHECK(rule.base >= Tonnes() && rule.base <= kMaxQuantity);
  TANSHI_CHECK(rule.net_sales_multiple >= BasisPoints());
  TANSHI_CHECK(rule.net_sales_multiple <= BasisPoints(1'000'000));
  TANSHI_CHECK(net_sales >= -kMaxQuantity && net_sales <= kMaxQuantity);
}

}  // namespace

Tonnes carry_over_limit(const CarryOverRule& rule, Tonnes net_sales) {
  check(rule, net_sales);
  return rule.base + share_floor(rule.net_sales_multiple, std::max(net_sales, Tonnes()));
}

Tonnes carried_over(const CarryOverRule& rule, Tonnes held, Tonnes net_sales) {
  TANSHI_CHECK(held >= Tonnes() && held <= kMaxQuantity);
  return std::min(held, carry_over_limit(rule, net_sales));
}

Tonnes sale_to_carry_the_rest(const CarryOverRule& rule, Tonnes held, Tonnes net_sales) {
  const Tonnes excess = held - carried_over(rule, held, net_sales);
  if (excess == Tonnes()) return Tonnes();
  // As long as net sales stay negative, selling lowers only what is held.
  const Tonnes above_base = held - rule.base;
  if (above_base <= -net_sales) return above_base;
  // The least x with held - x <= base + multiple x (net_sales + x).
  const Int128 whole = kFullShare.raw();
  const Int128 multiple = rule.net_sales_multiple.raw();
  return Tonnes(div_ceil(above_base.raw() * whole - multiple * net_sales.raw(), whole + multiple));
}

}  // namespace tanshi
