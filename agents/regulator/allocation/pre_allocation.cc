#include "agents/regulator/allocation/pre_allocation.h"

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

bool is_in_range(Tonnes quantity) {
  return quantity >= Tonnes() && quantity <= kMaxQuantity;
}

}  // namespace

Tonnes pre_allocation(BasisPoints share, Tonnes base) {
  TANSHI_CHECK(share >= BasisPoints() && share <= kFullShare && is_in_range(base));
  return share_floor(share, base);
}

Tonnes true_up(Tonnes final_allocation, Tonnes advance) {
  TANSHI_CHECK(is_in_range(final_allocation) && is_in_range(advance));
  return final_allocation - advance;
}

}  // namespace tanshi
