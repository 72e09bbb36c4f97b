// Compliance periods: the years whose emissions are surrendered for together, and what is due
// inside them.
//
//   after a year that is not the period's last:   interim share x emissions of that year
//   after the last:   emissions of all its years - what was surrendered for them already
//
// RGGI: three years (the first 2009 to 2011), from 2015 half of each of the first two must be held
// (rggi.org, "Compliance"). California: 2013 and 2014, then three years each; 30 % of each year but
// the last (17 CCR 95855, 95856), the rest at the end. EU, China: one year.
//
// Pure. An interim obligation is rounded up.
#pragma once

#include <cstdint>
#include <span>

#include "exchange/base/units.h"

namespace tanshi {

inline constexpr std::int32_t kMostPeriodYears = 10;

struct CompliancePeriods {
  Year first{};            // a year in which a period begins; periods follow each other from there
  std::int32_t years = 1;  // of each; in 1 .. kMostPeriodYears
  BasisPoints interim;     // in 0 .. 10,000; 0: nothing is due before the end
};

struct YearRange {
  Year first{};
  Year last{};

  friend bool operator==(const YearRange&, const YearRange&) = default;
};

// REQUIRES: year >= periods.first.
[[nodiscard]] YearRange period_of(const CompliancePeriods& periods, Year year);

// Due once the emissions of a year are verified. `emissions`: of the period's years up to it, in
// order, in 0 .. kMaxQuantity each. `surrendered`: for them before. REQUIRES: one to all years of
// a period in `emissions`.
[[nodiscard]] Tonnes obligation_due(const CompliancePeriods& periods,
                                    std::span<const Tonnes> emissions, Tonnes surrendered);

}  // namespace tanshi
