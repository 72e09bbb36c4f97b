#include "agents/regulator/supply/korea_ets.h"

#include <algorithm>
#include <cstddef>

#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

constexpr std::int64_t kWhole = 10'000;  // basis points

}  // namespace

Price korea_auction_floor(const KoreaRecentMeans& means) {
  const Price sum = means.three_months + means.one_month + means.three_days;
  return Price(mul_div_nearest(sum.raw(), 1, 3));
}

KoreaTrigger korea_stabilisation(const KoreaTriggerRule& rule, const KoreaMarket& market) {
  if (is_above(market.six_months, rule.six_months, market.two_years))
    return KoreaTrigger::kPriceTripled;
  const bool volume_is_above = Int128{market.one_month_volume.raw()} * kWhole >
                               Int128{rule.volume.raw()} * market.two_years_volume.raw();
  if (volume_is_above && is_above(market.one_month, rule.one_month, market.two_years))
    return KoreaTrigger::kPriceAndVolumeDoubled;
  // one_month < (1 - fall) x two_years
  const MeanPrice& month = market.one_month;
  const MeanPrice& years = market.two_years;
  if (Int128{month.sum} * years.count * kWhole <
      Int128{years.sum} * month.count * (kWhole - rule.fall.raw()))
    return KoreaTrigger::kPriceFell;
  return KoreaTrigger::kNone;
}

Price korea_price_floor(std::span<const Price> closes, BasisPoints cut, Price tick) {
  TANSHI_CHECK(!closes.empty() && tick > Price());
  TANSHI_CHECK(cut >= BasisPoints() && cut <= BasisPoints(kWhole));
  const Price lowest = *std::ranges::min_element(closes);
  const std::int64_t ticks = mul_div_nearest(lowest.raw(), kWhole - cut.raw(), kWhole * tick.raw());
  return Price(ticks * tick.raw());
}

bool korea_floor_is_lifted(std::span<const Price> closes, Price floor, BasisPoints rise,
                           std::int32_t days) {
  const auto needed = static_cast<std::size_t>(days);
  if (closes.size() < needed) return false;
  return std::ranges::all_of(closes.last(needed), [&](Price close) {
    return Int128{close.raw()} * kWhole >= Int128{floor.raw()} * (kWhole + rise.raw());
  });
}

}  // namespace tanshi
