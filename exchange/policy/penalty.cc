#include "exchange/policy/penalty.h"

#include <algorithm>

namespace tanshi {
namespace {

constexpr BasisPoints kMostTimes{1'000'000};

bool is_in_range(Price price) {
  return price >= Price() && price <= kMaxPrice;
}
bool is_in_range(BasisPoints multiple) {
  return multiple >= BasisPoints() && multiple <= kMostTimes;
}
bool is_in_range(Tonnes shortfall) {
  return shortfall >= Tonnes() && shortfall <= kMaxOrderQuantity;
}

// The largest fine fits kMaxCash, and so does what it is the smaller of.
static_assert(kMaxPrice * kMaxOrderQuantity <= kMaxCash);

}  // namespace

Cash penalty_fine(const PenaltyRule& rule, Tonnes shortfall, Price mean_price) {
  TANSHI_CHECK(is_in_range(rule.fixed) && is_in_range(rule.ceiling) && is_in_range(mean_price));
  TANSHI_CHECK(is_in_range(rule.market_multiple) && is_in_range(shortfall));
  const Cash by_market(mul_div_nearest((mean_price * shortfall).raw(), rule.market_multiple.raw(),
                                       kFullShare.raw()));
  return std::min(std::max(rule.fixed * shortfall, by_market), rule.ceiling * shortfall);
}

Tonnes penalty_make_good(const PenaltyRule& rule, Tonnes shortfall) {
  TANSHI_CHECK(is_in_range(rule.owed_again) && is_in_range(shortfall));
  return share_ceil(rule.owed_again, shortfall);
}

Price indexed_price(Price price, std::int64_t index, std::int64_t base) {
  TANSHI_CHECK(price >= Price() && index >= 0);
  const Price indexed(mul_div_nearest(price.raw(), index, base));
  TANSHI_CHECK(indexed <= kMaxPrice);
  return indexed;
}

}  // namespace tanshi
