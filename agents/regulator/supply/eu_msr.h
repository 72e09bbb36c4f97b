// The market stability reserve of the EU: what it takes from auctions, gives back, and destroys.
//
//   TNAC = supply - (demand + holdings of the reserve), at the end of a year (eu_tnac)
//
//   TNAC above 1,096 M           rate x TNAC goes in                 \  over the twelve months from
//   above 833 M, to 1,096 M      TNAC - 833 M goes in                 > 1 September of the year
//   400 M to 833 M               nothing                              | after
//   below 400 M                  100 M come out, or all that it holds /
//
// Source: Decision (EU) 2015/1814, Article 1(4) to (7), as amended by Directive (EU) 2018/410,
// Decision (EU) 2023/852 and Directive (EU) 2023/959. Earlier laws have no middle band, and
// take in nothing where rate x TNAC is below a minimum. What goes in is rounded to the nearest
// tonne: of the roundings only that one gives every figure that the Commission published.
//
// Years are those at whose end the TNAC is counted. Pure.
#pragma once

#include <cstdint>

#include "exchange/base/units.h"

namespace tanshi {

// The versions of the law, each as if it had stayed in force.
enum class EuMsrLaw : std::uint8_t {
  kDecision2015,   // 12 %, at least 100 M
  kDirective2018,  // doubled to 24 % and 200 M for publications to 2023; invalidation from 2023
  kDecision2023,   // doubled for publications to 2030
  kReform2023,     // the middle band from the TNAC of 2023 on; invalidation above 400 M. In force
};

// What the law says for the TNAC of one year.
struct EuMsrRule {
  Tonnes intake_above;       // nothing goes in at or below this TNAC
  Tonnes full_rate_above;    // up to here, only what is above `intake_above`; no such band if equal
  BasisPoints rate;          // of the TNAC, for twelve months
  std::int32_t months = 12;  // that it takes in for; 8 for the TNAC of 2017, 0 before
  Tonnes least_intake;       // where the rate gives less in twelve months, nothing goes in
  Tonnes release_below;      // TNAC below which it gives back
  Tonnes release;            // so much, or all that it holds
};
[[nodiscard]] EuMsrRule eu_msr_rule(EuMsrLaw law, Year tnac_year);

// At most one of the two is above 0.
struct EuMsrMovement {
  Tonnes intake;
  Tonnes release;

  friend bool operator==(const EuMsrMovement&, const EuMsrMovement&) = default;
};

// REQUIRES: 0 <= tnac, holdings <= kMaxQuantity; the rule's tonnes in the same range, its rate in
// 0 .. 10,000 and months in 0 .. 12, intake_above <= full_rate_above.
[[nodiscard]] EuMsrMovement eu_msr_movement(const EuMsrRule& rule, Tonnes tnac, Tonnes holdings);

// Allowances in circulation, of all years since 2008 (of phase 2 only what was banked). From 2024
// on aviation and maritime transport are in each part.
struct EuSupply {
  Tonnes banked;     // from phase 2
  Tonnes auctioned;  // early auctions and those for the Innovation Fund with it
  Tonnes free;       // allocated free of charge, from the new entrants' reserve too
  Tonnes credits;    // international credits exchanged
};
struct EuDemand {
  Tonnes emissions;  // verified
  Tonnes cancelled;
};
// Below 0 when more was needed than there is. REQUIRES: each in 0 .. kMaxQuantity.
[[nodiscard]] Tonnes eu_tnac(const EuSupply& supply, const EuDemand& demand, Tonnes holdings);

// What the reserve may hold on 1 January of a year; what it holds above that stops being valid.
enum class EuMsrKept : std::uint8_t {
  kAll,        // before 2023, and under the law of 2015
  kAuctioned,  // as much as was auctioned in the year before
  kFixed,      // kEuMsrHoldingsMost: from 2024 on, law of 2023. Article 1(5a)
};
inline constexpr Tonnes kEuMsrHoldingsMost{400'000'000};
[[nodiscard]] EuMsrKept eu_msr_kept(EuMsrLaw law, Year year);

// REQUIRES: quantities in 0 .. kMaxQuantity. `auctioned_before` counts where it is what is kept.
[[nodiscard]] Tonnes eu_msr_invalidated(EuMsrLaw law, Year year, Tonnes holdings,
                                        Tonnes auctioned_before);

// The part of a twelve months' movement that falls on its first `months`; the rest is the
// remainder's. REQUIRES: movement >= 0, months in 0 .. 12.
[[nodiscard]] Tonnes eu_msr_part(Tonnes movement, std::int32_t months);

}  // namespace tanshi
