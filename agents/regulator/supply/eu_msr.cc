#include "agents/regulator/supply/eu_msr.h"

#include <algorithm>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr std::int64_t kWhole = 10'000;  // basis points

// The last TNAC whose intake is doubled: published in the year after, the last that a law names.
Year last_doubled(EuMsrLaw law) {
  switch (law) {
    case EuMsrLaw::kDecision2015:
      return Year{0};
    case EuMsrLaw::kDirective2018:
      return Year{2022};
    case EuMsrLaw::kDecision2023:
    case EuMsrLaw::kReform2023:
      return Year{2029};
  }
  TANSHI_CHECK(false);
}

bool is_in_range(Tonnes quantity) {
  return quantity >= Tonnes() && quantity <= kMaxQuantity;
}

}  // namespace

EuMsrRule eu_msr_rule(EuMsrLaw law, Year tnac_year) {
  constexpr Tonnes kLower(833'000'000);
  constexpr Tonnes kUpper(1'096'000'000);
  const bool doubled = tnac_year <= last_doubled(law);
  const bool bands = law == EuMsrLaw::kReform2023 && tnac_year >= Year{2023};
  EuMsrRule rule{.intake_above = kLower,
                 .full_rate_above = bands ? kUpper : kLower,
                 .rate = BasisPoints(doubled ? 2'400 : 1'200),
                 .months = 12,
                 .least_intake = Tonnes(doubled ? 200'000'000 : 100'000'000),
                 .release_below = Tonnes(400'000'000),
                 .release = Tonnes(100'000'000)};
  if (bands) rule.least_intake = Tonnes();
  if (tnac_year == Year{2017}) rule.months = 8;  // the reserve starts on 1 January 2019
  if (tnac_year < Year{2017}) {
    rule.months = 0;
    rule.release = Tonnes();
  }
  return rule;
}

EuMsrMovement eu_msr_movement(const EuMsrRule& rule, Tonnes tnac, Tonnes holdings) {
  TANSHI_CHECK(is_in_range(tnac) && is_in_range(holdings));
  TANSHI_CHECK(rule.intake_above <= rule.full_rate_above);
  TANSHI_CHECK(rule.months >= 0 && rule.months <= 12);

  if (tnac < rule.release_below) return {Tonnes(), std::min(rule.release, holdings)};
  if (tnac <= rule.intake_above) return {};
  if (tnac <= rule.full_rate_above)
    return {Tonnes(mul_div_nearest((tnac - rule.intake_above).raw(), rule.months, 12)), Tonnes()};
  // Compared before rounding: rate x TNAC >= least.
  const Int128 share = Int128{rule.rate.raw()} * tnac.raw();
  if (share < Int128{rule.least_intake.raw()} * kWhole) return {};
  return {Tonnes(mul_div_nearest(tnac.raw(), rule.rate.raw() * rule.months, kWhole * 12)),
          Tonnes()};
}

Tonnes eu_tnac(const EuSupply& supply, const EuDemand& demand, Tonnes holdings) {
  return supply.banked + supply.auctioned + supply.free + supply.credits -
         (demand.emissions + demand.cancelled + holdings);
}

EuMsrKept eu_msr_kept(EuMsrLaw law, Year year) {
  if (law == EuMsrLaw::kDecision2015 || year < Year{2023}) return EuMsrKept::kAll;
  const bool fixed = law == EuMsrLaw::kReform2023 && year >= Year{2024};
  return fixed ? EuMsrKept::kFixed : EuMsrKept::kAuctioned;
}

Tonnes eu_msr_invalidated(EuMsrLaw law, Year year, Tonnes holdings, Tonnes auctioned_before) {
  const EuMsrKept kept = eu_msr_kept(law, year);
  if (kept == EuMsrKept::kAll) return {};
  const Tonnes most = kept == EuMsrKept::kFixed ? kEuMsrHoldingsMost : auctioned_before;
  return std::max(Tonnes(), holdings - most);
}

Tonnes eu_msr_part(Tonnes movement, std::int32_t months) {
  TANSHI_CHECK(movement >= Tonnes() && months >= 0 && months <= 12);
  return Tonnes(mul_div_floor(movement.raw(), months, 12));
}

}  // namespace tanshi
