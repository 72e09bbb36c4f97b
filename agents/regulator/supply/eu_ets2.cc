#include "agents/regulator/supply/eu_ets2.h"

#include <algorithm>
#include <cstddef>

#include "agents/regulator/supply/price_trigger.h"
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {

EuMsrMovement eu_ets2_msr(const EuEts2MsrRule& rule, Tonnes tnac, Tonnes holdings) {
  TANSHI_CHECK(rule.release_below <= rule.gradual_below && rule.gradual_below <= rule.intake_above);
  if (tnac > rule.intake_above) return {rule.intake, Tonnes()};
  if (tnac >= rule.gradual_below) return {};
  Tonnes release = rule.release;
  if (tnac >= rule.release_below) {
    release = Tonnes(mul_div_floor(rule.release.raw(), (rule.gradual_below - tnac).raw(),
                                   (rule.gradual_below - rule.release_below).raw()));
  }
  return {Tonnes(), std::min(release, holdings)};
}

Price eu_ets2_trigger(const EuEts2PriceRule& rule, BasisPoints index) {
  return times(index, {rule.trigger.raw(), 1});
}

Tonnes eu_ets2_price_release(const EuEts2PriceRule& rule, Price trigger,
                             std::span<const Price> months, Tonnes released, Tonnes holdings) {
  TANSHI_CHECK(rule.months >= 1);
  if (periods_above(months, trigger) < static_cast<std::size_t>(rule.months)) return {};
  const Tonnes room = std::max(Tonnes(), rule.most_in_year - released);
  return std::min({rule.release, room, holdings});
}

}  // namespace tanshi
