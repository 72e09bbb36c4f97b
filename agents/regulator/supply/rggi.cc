#include "agents/regulator/supply/rggi.h"

#include <array>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr PartsPerMillion kTwoAndAHalfPercent(25'000);
constexpr PartsPerMillion kSevenPercent(70'000);

constexpr PriceStep step(std::int32_t first, std::int64_t cents, PartsPerMillion rise = {}) {
  return {Year{first}, Price(cents), rise};
}

constexpr std::array kReservePrices = {step(2008, 186),
                                       step(2011, 189),
                                       step(2012, 193),
                                       step(2013, 198),
                                       step(2014, 200, kTwoAndAHalfPercent),
                                       step(2027, 900, kSevenPercent)};
constexpr std::array kFirstTriggers = {step(2014, 400), step(2015, 600), step(2016, 800),
                                       step(2017, 1'000, kTwoAndAHalfPercent),
                                       step(2021, 1'300, kSevenPercent)};
constexpr std::array kSecondTriggers = {step(2027, 2'925, kSevenPercent)};
constexpr std::array kEcrTriggers = {step(2021, 600, kSevenPercent), step(2027, 0)};

void check_in_range(Year year) {
  TANSHI_CHECK(year >= kRggiFirstYear && year <= kRggiLastYear);
}

Tonnes tenth(Tonnes whole) {
  TANSHI_CHECK(whole >= Tonnes() && whole <= kMaxQuantity);
  return Tonnes(mul_div_floor(whole.raw(), 1, 10));
}

Tonnes ccr_size(Year year, Tonnes cap) {
  if (year >= Year{2027}) return kRggiTierFrom2027;
  if (year >= Year{2021}) return tenth(cap);
  return year == Year{2014} ? Tonnes(5'000'000) : Tonnes(10'000'000);
}

}  // namespace

std::span<const PriceStep> rggi_reserve_prices() {
  return kReservePrices;
}

std::span<const PriceStep> rggi_ccr_triggers(std::int32_t tier) {
  TANSHI_CHECK(tier == 1 || tier == 2);
  if (tier == 1) return kFirstTriggers;
  return kSecondTriggers;
}

std::span<const PriceStep> rggi_ecr_triggers() {
  return kEcrTriggers;
}

Price rggi_reserve_price(Year year) {
  check_in_range(year);
  return price_in(kReservePrices, year);
}

RggiReserve rggi_ccr(Year year, std::int32_t tier, Tonnes cap) {
  check_in_range(year);
  const Price trigger = price_in(rggi_ccr_triggers(tier), year);
  return {trigger, trigger == Price() ? Tonnes() : ccr_size(year, cap)};
}

RggiReserve rggi_ecr(Year year, Tonnes budgets) {
  check_in_range(year);
  const Price trigger = price_in(kEcrTriggers, year);
  return {trigger, trigger == Price() ? Tonnes() : tenth(budgets)};
}

}  // namespace tanshi
