#include "agents/regulator/allocation/benchmark_allocation.h"

#include <algorithm>

namespace tanshi {
namespace {

bool is_factor(PartsPerMillion factor) {
  return factor >= PartsPerMillion() && factor <= kOne;
}

}  // namespace

Tonnes benchmark_allocation(Output output, Intensity benchmark, PartsPerMillion assistance,
                            PartsPerMillion adjustment) {
  TANSHI_CHECK(is_in_range(output) && is_in_range(benchmark));
  TANSHI_CHECK(is_factor(assistance) && is_factor(adjustment));
  const Int128 product = benchmark * output * assistance.raw() * adjustment.raw();  // <= 10^36
  const Int128 scale = Int128{kIntensityTimesOutput} * kOne.raw() * kOne.raw();
  return std::min(Tonnes(div_nearest(product, scale)), kMaxQuantity);
}

}  // namespace tanshi
