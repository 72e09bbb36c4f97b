#include "agents/regulator/allocation/closure.h"

#include <algorithm>

#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

bool is_in_range(Tonnes allocation) {
  return allocation >= Tonnes() && allocation <= kMaxQuantity;
}

}  // namespace

Tonnes allocation_at_closure(ClosureRule rule, Tonnes allocation, std::int32_t months_run) {
  TANSHI_CHECK(is_in_range(allocation) && months_run >= 0 && months_run <= 12);
  switch (rule) {
    case ClosureRule::kKeepYear:
      return allocation;
    case ClosureRule::kByMonths:
      return Tonnes(mul_div_floor(allocation.raw(), months_run, 12));
    case ClosureRule::kReturnAll:
      return Tonnes();
  }
  TANSHI_CHECK(false);
}

Tonnes allocation_after_cessation(std::span<const CessationBand> bands, Tonnes allocation,
                                  Output initial_activity, Output activity) {
  TANSHI_CHECK(is_in_range(allocation) && is_in_range(activity));
  TANSHI_CHECK(is_in_range(initial_activity) && initial_activity > Output());
  TANSHI_CHECK(std::ranges::is_sorted(bands, {}, &CessationBand::reduction));
  const Output lost = initial_activity - activity;
  BasisPoints kept = kFullShare;
  for (const CessationBand& band : bands) {
    // lost / initial >= reduction
    const bool applies = Int128{lost.raw()} * kFullShare.raw() >=
                         Int128{band.reduction.raw()} * initial_activity.raw();
    if (applies) kept = band.kept;
  }
  return share_floor(kept, allocation);
}

}  // namespace tanshi
