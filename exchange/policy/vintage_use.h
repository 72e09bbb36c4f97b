// Vintages: which allowances may be surrendered for which year.
//
// An allowance serves the year of its vintage. Banking lets it serve later years too, borrowing
// earlier ones; a barrier ends all vintages up to a year with that year, as the EU's first phase
// ended with 2007 and China's vintages 2019 to 2024 with 2024, but for what is carried over
// (carry_over.h). California and RGGI bank without limit and do not borrow: with a compliance
// period of several years, the year to ask about is the period's last (17 CCR 95856(b)(2)).
//
// Pure.
#pragma once

#include <cstdint>
#include <limits>

#include "exchange/base/units.h"

namespace tanshi {

// Of years: fits 32 bits.
inline constexpr std::int64_t kBankForEver = std::numeric_limits<std::int32_t>::max();

struct VintageRule {
  std::int64_t bank_years = kBankForEver;  // after its vintage; 0: no banking
  std::int64_t borrow_years = 0;           // before its vintage; 0: no borrowing
  Year barrier{};                          // Year{0}: none

  friend bool operator==(const VintageRule&, const VintageRule&) = default;
};

// REQUIRES: bank_years, borrow_years >= 0; years in kMinYear .. kMaxYear.
[[nodiscard]] constexpr bool is_usable(const VintageRule& rule, Year vintage, Year obligation) {
  if (vintage > obligation) return raw(vintage) - raw(obligation) <= rule.borrow_years;
  const bool is_barred = vintage <= rule.barrier && obligation > rule.barrier;
  return !is_barred && raw(obligation) - raw(vintage) <= rule.bank_years;
}

}  // namespace tanshi
