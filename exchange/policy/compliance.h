// Compliance with one scheme: what each account owes, and has surrendered, by year. Said of
// emissions here; of another scheme, what is reported is what is owed under it, in its own unit.
//
// An account owes its verified emissions of a year, and what it failed to surrender for earlier
// years: a settled shortfall is fined and is owed again the year after (make-good; EU ETS
// Directive 2003/87/EC, Article 16(3)). Years are settled in rising order; what is settled is
// closed to reports and surrenders.
//
// Pure. Thread-safety: none. Quantities are tonnes of CO2e; each function aborts when its REQUIRES
// is broken. Memory follows the open obligations.
//
// Invariants, checked by is_consistent():
//   (1) the open years of an account rise and are above settled_through();
//   (2) 0 <= surrendered <= owed in each;
//   (3) all that is owed in open years is at most kMaxOwed; so no sum here can overflow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "exchange/base/units.h"
#include "exchange/registry/account_array.h"

namespace tanshi {

// The most that all accounts together may owe in years that are not settled.
inline constexpr Tonnes kMaxOwed{1'000'000'000'000'000};

// Years that commands may name; settling the last one makes good in the year after it.
inline constexpr Year kMinYear{1};
inline constexpr Year kMaxYear{9998};

[[nodiscard]] constexpr bool is_in_range(Year year) {
  return year >= kMinYear && year <= kMaxYear;
}

// One open year of one account.
struct YearObligation {
  Year year{};
  Tonnes owed;  // reported emissions, and make-good of earlier years
  Tonnes surrendered;
  bool is_reported = false;

  friend bool operator==(const YearObligation&, const YearObligation&) = default;
};

class Compliance {
 public:
  // The last settled year; Year{0} before the first.
  [[nodiscard]] Year settled_through() const { return settled_through_; }
  [[nodiscard]] bool is_settled(Year year) const { return year <= settled_through_; }

  // The most that may still be reported.
  [[nodiscard]] Tonnes report_room() const { return kMaxOwed - owed_; }
  [[nodiscard]] bool is_reported(AccountId account, Year year) const;
  // All that is owed for an open year, surrendered or not.
  [[nodiscard]] Tonnes owed(AccountId account, Year year) const;
  // Still to be surrendered: for one open year, and for all of them.
  [[nodiscard]] Tonnes open_obligation(AccountId account, Year year) const;
  [[nodiscard]] Tonnes open_obligation(AccountId account) const;
  // Open years that have been reported or have something owed, rising.
  [[nodiscard]] std::span<const YearObligation> open_years(AccountId account) const;

  // REQUIRES: is_in_range(year), neither settled nor reported; 0 <= emissions <= report_room().
  void report(AccountId account, Year year, Tonnes emissions);

  // REQUIRES: !is_settled(year); 0 < quantity <= open_obligation(account, year).
  void surrender(AccountId account, Year year, Tonnes quantity);

  // What is owed, surrendered and missing for the open years up to `year`.
  struct Balance {
    Tonnes owed;
    Tonnes surrendered;
    [[nodiscard]] Tonnes shortfall() const { return owed - surrendered; }
  };
  [[nodiscard]] Balance balance_up_to(AccountId account, Year year) const;
  // Missing for the open years up to `year`, in all accounts. O(accounts).
  [[nodiscard]] Tonnes shortfall_up_to(Year year) const;

  // Closes the years up to `year`: the shortfalls are owed in the year after. O(accounts).
  // REQUIRES: is_in_range(year), !is_settled(year).
  void settle(Year year);

  // For a snapshot; then is_consistent() tells whether the state was sound.
  void restore_settled_through(Year year) { settled_through_ = year; }
  void restore_open_years(AccountId account, const std::vector<YearObligation>& years);

  // Whether the invariants hold. O(accounts). Never aborts.
  [[nodiscard]] bool is_consistent() const;

 private:
  [[nodiscard]] YearObligation& obligation(AccountId account, Year year);  // added if absent
  [[nodiscard]] const YearObligation* find(AccountId account, Year year) const;

  Year settled_through_{};
  Tonnes owed_;                                           // in all open years
  AccountArray<std::vector<YearObligation>> open_years_;  // rising
};

}  // namespace tanshi
