#include "scenarios/runner/price_watch.h"

#include <algorithm>
#include <span>

#include "agents/regulator/supply/price_trigger.h"
#include "exchange/base/checked_math.h"

namespace tanshi {
namespace {

std::int32_t month_of(std::int32_t day, const Horizon& horizon) {
  return static_cast<std::int32_t>(std::int64_t{day} * std::int64_t{kMonths} /
                                   horizon.days_per_year);
}

Price mean_of_last(std::span<const Price> closes, std::int32_t days) {
  const std::size_t count =
      std::clamp<std::size_t>(static_cast<std::size_t>(days), 1, closes.size());
  return rounded(mean_price(closes.last(count)));
}

}  // namespace

PriceWatch::PriceWatch(const Scenario& scenario)
    : scenario_(scenario),
      months_(scenario.price_response.months_before),
      volumes_(months_.size(), scenario.price_response.month_volume_before),
      close_(months_.empty() ? Price() : months_.back()) {}

void PriceWatch::end_day(std::int32_t day, Price close, Tonnes volume) {
  if (close > Price()) close_ = close;
  volume_ = std::min(volume_ + volume, kMaxQuantity);
  if (close_ > Price()) closes_.push_back(close_);
  if (floor_ > Price() && lifts_floor(scenario_.price_response.rule, closes_, floor_))
    floor_ = Price();
  const std::int32_t next_month = month_of(day + 1, scenario_.horizon);
  for (std::int32_t month = month_of(day, scenario_.horizon); month < next_month; ++month)
    end_month();
}

// A month without a day, of a year of few, has the latest close.
void PriceWatch::end_month() {
  if (close_ > Price()) {
    const bool has_days = closes_.size() > month_begins_;
    months_.push_back(has_days ? rounded(mean_price(std::span(closes_).subspan(month_begins_)))
                               : close_);
    volumes_.push_back(volume_);
  }
  month_begins_ = closes_.size();
  volume_ = Tonnes();
  if (months_since_release_) ++*months_since_release_;
}

std::optional<PriceMeasure> PriceWatch::ask(std::size_t year, std::int32_t day,
                                            const ReserveState& reserve, Tonnes next_year) const {
  const Horizon& horizon = scenario_.horizon;
  const PriceResponse& response = scenario_.price_response;
  const std::int32_t month = month_of(day, horizon);
  if (day > 0 && month_of(day - 1, horizon) == month) return std::nullopt;
  if (months_since_release_.value_or(response.pause_months) < response.pause_months)
    return std::nullopt;
  auto measure =
      price_measure(response.rule, {months_, volumes_, closes_},
                    {.year = years_after(horizon.first_year, static_cast<std::int32_t>(year)),
                     .month = static_cast<std::size_t>(month),
                     .holdings = reserve.holdings,
                     .next_year = next_year,
                     .brought_forward = reserve.brought_forward,
                     .tick = scenario_.tick});
  if (measure) measure->by_default = share_floor(response.default_share, measure->most);
  return measure;
}

Price PriceWatch::auction_floor() const {
  if (scenario_.auctions.floor != AuctionFloor::kRecentMeans || closes_.empty()) return floor_;
  const std::int32_t days = scenario_.horizon.days_per_year;
  return std::max(floor_, korea_auction_floor({.three_months = mean_of_last(closes_, days / 4),
                                               .one_month = mean_of_last(closes_, days / 12),
                                               .three_days = mean_of_last(closes_, 3)}));
}

}  // namespace tanshi
