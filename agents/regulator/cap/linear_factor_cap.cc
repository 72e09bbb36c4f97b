#include "agents/regulator/cap/linear_factor_cap.h"

#include <algorithm>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

bool is_in_range(Tonnes quantity) {
  return quantity >= Tonnes() && quantity <= kMaxQuantity;
}

}  // namespace

Tonnes linear_factor_cut(const LinearFactorYear& year) {
  TANSHI_CHECK(year.factor >= BasisPoints() && year.factor <= kFullShare);
  TANSHI_CHECK(is_in_range(year.reference));
  return share_nearest(year.factor, year.reference);
}

Tonnes linear_factor_cap(Tonnes previous, const LinearFactorYear& year) {
  TANSHI_CHECK(is_in_range(previous) && is_in_range(year.rebasing));
  TANSHI_CHECK(year.scope >= -kMaxQuantity && year.scope <= kMaxQuantity);
  const Tonnes cap = previous - linear_factor_cut(year) - year.rebasing + year.scope;
  return std::max(cap, Tonnes());
}

}  // namespace tanshi
