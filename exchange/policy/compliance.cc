#include "exchange/policy/compliance.h"

#include <algorithm>
#include <utility>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {

bool Compliance::is_reported(AccountSlot slot, Year year) const {
  const YearObligation* found = find(slot, year);
  return found != nullptr && found->is_reported;
}

Tonnes Compliance::open_obligation(AccountSlot slot, Year year) const {
  const YearObligation* found = find(slot, year);
  return found == nullptr ? Tonnes() : found->owed - found->surrendered;
}

Tonnes Compliance::open_obligation(AccountSlot slot) const {
  Tonnes open;
  for (const YearObligation& year : open_years(slot)) open += year.owed - year.surrendered;
  return open;
}

const std::vector<YearObligation>& Compliance::open_years(AccountSlot slot) const {
  return open_years_[index_of(slot)];
}

void Compliance::report(AccountSlot slot, Year year, Tonnes emissions) {
  TANSHI_CHECK(is_in_range(year) && !is_settled(year));
  TANSHI_CHECK(emissions >= Tonnes() && emissions <= report_room());
  YearObligation& obliged = obligation(slot, year);
  TANSHI_CHECK(!obliged.is_reported);
  obliged.is_reported = true;
  obliged.owed += emissions;
  owed_ += emissions;
}

void Compliance::surrender(AccountSlot slot, Year year, Tonnes quantity) {
  TANSHI_CHECK(!is_settled(year));
  TANSHI_CHECK(quantity > Tonnes() && quantity <= open_obligation(slot, year));
  obligation(slot, year).surrendered += quantity;
}

Compliance::Balance Compliance::balance_up_to(AccountSlot slot, Year year) const {
  Balance balance;
  for (const YearObligation& open : open_years(slot)) {
    if (open.year > year) break;
    balance.owed += open.owed;
    balance.surrendered += open.surrendered;
  }
  return balance;
}

Tonnes Compliance::shortfall_up_to(Year year) const {
  Tonnes shortfall;
  for (std::size_t index = 0; index < open_years_.size(); ++index) {
    shortfall += balance_up_to(static_cast<AccountSlot>(index), year).shortfall();
  }
  return shortfall;
}

void Compliance::settle(Year year) {
  TANSHI_CHECK(is_in_range(year) && !is_settled(year));
  settled_through_ = year;
  for (std::size_t index = 0; index < open_years_.size(); ++index) {
    const auto slot = static_cast<AccountSlot>(index);
    const Balance balance = balance_up_to(slot, year);
    std::erase_if(open_years_[index],
                  [&](const YearObligation& open) { return open.year <= year; });
    if (balance.shortfall() > Tonnes()) {
      obligation(slot, years_after(year, 1)).owed += balance.shortfall();
    }
    owed_ -= balance.surrendered;  // the rest is owed still
  }
}

void Compliance::restore_open_years(AccountSlot slot, std::vector<YearObligation> years) {
  open_years_[index_of(slot)] = std::move(years);
  Int128 owed = owed_.raw();
  for (const YearObligation& year : open_years(slot)) owed += year.owed.raw();
  // Out of bounds: a value that is_consistent() refuses.
  owed_ = owed < 0 || owed > kMaxOwed.raw() ? -kMaxOwed : Tonnes(static_cast<std::int64_t>(owed));
}

bool Compliance::is_consistent() const {
  if (settled_through_ != Year{} && !is_in_range(settled_through_)) return false;
  Int128 owed = 0;
  for (const auto& years : open_years_) {
    Year before = settled_through_;
    for (const YearObligation& year : years) {
      if (year.year <= before || year.year > years_after(kMaxYear, 1)) return false;
      if (year.surrendered < Tonnes() || year.surrendered > year.owed) return false;
      before = year.year;
      owed += year.owed.raw();
    }
  }
  return owed == owed_.raw() && owed_ <= kMaxOwed;
}

YearObligation& Compliance::obligation(AccountSlot slot, Year year) {
  auto& years = open_years_[index_of(slot)];
  const auto place =
      std::lower_bound(years.begin(), years.end(), year,
                       [](const YearObligation& open, Year wanted) { return open.year < wanted; });
  if (place != years.end() && place->year == year) return *place;
  return *years.insert(place, YearObligation{.year = year, .owed = {}, .surrendered = {}});
}

const YearObligation* Compliance::find(AccountSlot slot, Year year) const {
  for (const YearObligation& open : open_years(slot)) {
    if (open.year == year) return &open;
  }
  return nullptr;
}

}  // namespace tanshi
