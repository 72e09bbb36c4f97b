#include "exchange/policy/compliance.h"

#include <algorithm>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {

bool Compliance::is_reported(AccountId account, Year year) const {
  const YearObligation* found = find(account, year);
  return found != nullptr && found->is_reported;
}

Tonnes Compliance::owed(AccountId account, Year year) const {
  const YearObligation* found = find(account, year);
  return found == nullptr ? Tonnes() : found->owed;
}

Tonnes Compliance::open_obligation(AccountId account, Year year) const {
  const YearObligation* found = find(account, year);
  return found == nullptr ? Tonnes() : found->owed - found->surrendered;
}

Tonnes Compliance::open_obligation(AccountId account) const {
  Tonnes open;
  for (const YearObligation& year : open_years(account)) open += year.owed - year.surrendered;
  return open;
}

std::span<const YearObligation> Compliance::open_years(AccountId account) const {
  const auto* years = open_years_.find(account);
  return years != nullptr ? std::span(*years) : std::span<const YearObligation>();
}

void Compliance::report(AccountId account, Year year, Tonnes emissions) {
  TANSHI_CHECK(is_in_range(year) && !is_settled(year));
  TANSHI_CHECK(emissions >= Tonnes() && emissions <= report_room());
  YearObligation& obliged = obligation(account, year);
  TANSHI_CHECK(!obliged.is_reported);
  obliged.is_reported = true;
  obliged.owed += emissions;
  owed_ += emissions;
}

void Compliance::surrender(AccountId account, Year year, Tonnes quantity) {
  TANSHI_CHECK(!is_settled(year));
  TANSHI_CHECK(quantity > Tonnes() && quantity <= open_obligation(account, year));
  obligation(account, year).surrendered += quantity;
}

Compliance::Balance Compliance::balance_up_to(AccountId account, Year year) const {
  Balance balance;
  for (const YearObligation& open : open_years(account)) {
    if (open.year > year) break;
    balance.owed += open.owed;
    balance.surrendered += open.surrendered;
  }
  return balance;
}

Tonnes Compliance::shortfall_up_to(Year year) const {
  Tonnes shortfall;
  open_years_.for_each([&](AccountId account, const std::vector<YearObligation>&) {
    shortfall += balance_up_to(account, year).shortfall();
  });
  return shortfall;
}

void Compliance::settle(Year year) {
  TANSHI_CHECK(is_in_range(year) && !is_settled(year));
  settled_through_ = year;
  open_years_.for_each([&](AccountId account, std::vector<YearObligation>& years) {
    const Balance balance = balance_up_to(account, year);
    std::erase_if(years, [&](const YearObligation& open) { return open.year <= year; });
    if (balance.shortfall() > Tonnes()) {
      obligation(account, years_after(year, 1)).owed += balance.shortfall();
    }
    owed_ -= balance.surrendered;  // the rest is owed still
  });
}

void Compliance::restore_open_years(AccountId account, const std::vector<YearObligation>& years) {
  open_years_[account] = years;
  Int128 owed = owed_.raw();
  for (const YearObligation& year : years) owed += year.owed.raw();
  // Out of bounds: a value that is_consistent() refuses.
  owed_ = owed < 0 || owed > kMaxOwed.raw() ? -kMaxOwed : Tonnes(static_cast<std::int64_t>(owed));
}

bool Compliance::is_consistent() const {
  bool is_sound = settled_through_ == Year{} || is_in_range(settled_through_);
  Int128 owed = 0;
  open_years_.for_each([&](AccountId, const std::vector<YearObligation>& years) {
    Year before = settled_through_;
    for (const YearObligation& year : years) {
      is_sound = is_sound && year.year > before && year.year <= years_after(kMaxYear, 1) &&
                 year.surrendered >= Tonnes() && year.surrendered <= year.owed;
      before = year.year;
      owed += year.owed.raw();
    }
  });
  return is_sound && owed == owed_.raw() && owed_ <= kMaxOwed;
}

YearObligation& Compliance::obligation(AccountId account, Year year) {
  auto& years = open_years_[account];
  const auto place =
      std::lower_bound(years.begin(), years.end(), year,
                       [](const YearObligation& open, Year wanted) { return open.year < wanted; });
  if (place != years.end() && place->year == year) return *place;
  return *years.insert(place, YearObligation{.year = year, .owed = {}, .surrendered = {}});
}

const YearObligation* Compliance::find(AccountId account, Year year) const {
  for (const YearObligation& open : open_years(account)) {
    if (open.year == year) return &open;
  }
  return nullptr;
}

}  // namespace tanshi
