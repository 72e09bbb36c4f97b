// What the units of an instrument are good for at surrender: which obligation they meet, which
// vintages for which year, how much one of them meets, and how much of an obligation they may meet.
//
//   met = units x worth, rounded down
//
// Allowances meet a tonne each, without a quota. Offsets have a quota (offset_quota.h). Allowances
// of a linked system have the rate of exchange of the link as their worth, and a quota where the
// link is restricted: Switzerland and the EU recognise each other's at 1 without one (link
// agreement, Official Journal L 322, 7.12.2017, Article 4). Of a scheme other than emissions read
// its unit for `tonne`.
//
// Pure.
#pragma once

#include "exchange/base/checked_math.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/policy/offset_quota.h"
#include "exchange/policy/vintage_use.h"

namespace tanshi {

struct SurrenderTerms {
  VintageRule vintages;
  BasisPoints worth{kFullShare};  // of a tonne owed that one unit meets; in 1 .. kMostWorth
  BasisPoints quota{kFullShare};  // of what an account owes for a year, the most that they may meet
  SchemeId scheme{};              // whose obligations they meet, and no other's

  [[nodiscard]] bool has_quota() const { return quota < kFullShare; }
  // Whether each unit meets a tonne and any number may be used.
  [[nodiscard]] bool is_plain() const { return worth == kFullShare && !has_quota(); }

  friend bool operator==(const SurrenderTerms&, const SurrenderTerms&) = default;
};

// A unit that meets 100 t.
inline constexpr BasisPoints kMostWorth{1'000'000};

// REQUIRES: worth in 1 .. kMostWorth; units in 0 .. kMaxQuantity.
[[nodiscard]] constexpr Tonnes met_by(const SurrenderTerms& terms, Tonnes units) {
  return share_floor(terms.worth, units);
}

// The most units that meet no more than `tonnes`. REQUIRES: as above; tonnes >= 0.
[[nodiscard]] constexpr Tonnes units_within(const SurrenderTerms& terms, Tonnes tonnes) {
  return Tonnes(
      div_floor(Int128{tonnes.raw()} * kFullShare.raw() + kFullShare.raw() - 1, terms.worth.raw()));
}

// The fewest units that meet `tonnes`. REQUIRES: as above; tonnes >= 0.
[[nodiscard]] constexpr Tonnes units_for(const SurrenderTerms& terms, Tonnes tonnes) {
  return Tonnes(mul_div_ceil(tonnes.raw(), kFullShare.raw(), terms.worth.raw()));
}

}  // namespace tanshi
