#include "agents/valuation/market_outlook.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "agents/abatement/rounding.h"
#include "agents/valuation/clearing.h"

namespace tanshi {
namespace {

// How far a year's mean price may lie from what the last measure taken in it cost: an assumption.
constexpr double kAbout = 0.05;

// What is left of a year's allowances is no bank below this share of its cap: an assumption.
constexpr double kBank = 0.02;

// Emissions of a year over those of the year before, all without abatement. However wrong a belief
// may be, they do not vanish at once.
double believed_growth(const FirmBrief& firm) {
  return std::max(1 + firm.believed_market_growth, 0.01);
}

}  // namespace

void MarketOutlook::begin_year(const Observation& observation) {
  const FirmBrief& firm = brief_.firm;
  const double growth = believed_growth(firm);
  const std::size_t past = observation.emissions.size();
  baseline_t_ = first_year_baseline(observation) * std::pow(growth, past);

  std::vector<FutureYear> future;
  double baseline_t = baseline_t_;
  for (std::size_t year = past + 1; brief_.banking && year < brief_.cap.size(); ++year) {
    baseline_t *= growth;
    future.push_back({baseline_t, to_double(brief_.cap[year])});
  }
  bank_demand_ = BankDemand(firm.believed_market_curve, std::move(future), firm.discount_rate,
                            currency_per_tonne(brief_.max_price));

  // Once all that can be done is done, what is left is to go without.
  const AggregateCurve& market = firm.believed_market_curve;
  const double penalty = currency_per_tonne(brief_.penalty);
  const double highest = std::min(currency_per_tonne(brief_.max_price),
                                  market.mac_of_last(market.max_abatement_t()) + penalty);
  const double before = expected_price_;
  expected_price_ = clearing_price(observation, highest);
  const double last_year = past > 0 ? currency_per_tonne(observation.year_prices.back()) : 0;
  const bool priced = last_year > 0 && to_price_nearest(before, brief_.tick) > Price();
  const double opening =
      priced ? last_year * growth_since_last_year(observation, before) : expected_price_;
  // What is worthless is still quoted: at the least price there is.
  opening_price_ = std::max(to_price_nearest(opening, brief_.tick), brief_.tick);
  cost_of_going_without_ = penalty + std::max(expected_price_, std::min(last_year, highest));
}

double MarketOutlook::first_year_baseline(const Observation& observation) const {
  const FirmBrief& firm = brief_.firm;
  const AggregateCurve& market = firm.believed_market_curve;
  const std::size_t past = observation.emissions.size();
  if (past == 0) return firm.believed_market_baseline_t;
  double sum = 0;
  double grown = 1;
  for (std::size_t year = 0; year < past; ++year) {
    const double emitted = to_double(observation.emissions[year]);
    const double price = currency_per_tonne(observation.year_prices[year]);
    const double least = emitted + market.abatement_at(price * (1 - kAbout));
    // A year without a price tells nothing of what was abated in it.
    const double most = emitted + (price > 0 ? market.abatement_at(price * (1 + kAbout))
                                             : market.max_abatement_t());
    sum += std::clamp(firm.believed_market_baseline_t * grown, least, most) / grown;
    grown *= believed_growth(firm);
  }
  return sum / static_cast<double>(past);
}

double MarketOutlook::clearing_price(const Observation& observation, double highest) {
  const auto freed_by_all = [this](double price) {
    return std::min(brief_.firm.believed_market_curve.abatement_at(price), baseline_t_) -
           bank_demand_.at(price);
  };
  return clearing_margin(freed_by_all, baseline_t_ - to_double(observation.circulation), highest)
      .price;
}

double MarketOutlook::growth_since_last_year(const Observation& observation, double before) const {
  const double rising = 1 + brief_.firm.discount_rate;
  const double expected = expected_price_ / before;
  if (!brief_.banking) return expected;
  const double cap = to_double(brief_.cap[observation.emissions.size()]);
  const bool banked = to_double(observation.circulation) > cap * (1 + kBank);
  return banked ? rising : std::min(rising, expected);
}

}  // namespace tanshi
