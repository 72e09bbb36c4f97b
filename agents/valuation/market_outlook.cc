#include "agents/valuation/market_outlook.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "agents/abatement/rounding.h"
#include "agents/valuation/clearing.h"
#include "agents/valuation/supply_outlook.h"
#include "exchange/base/checked_math.h"

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
  const std::size_t past = observation.emissions.size();
  if (!investment_.none()) investment_.see(observation);
  expect_supply(observation);
  const double highest = highest_price(past);
  const double before = expected_price_;
  expected_price_ = clearing_price(observation, highest);
  const double last_year = past > 0 ? currency_per_tonne(observation.year_prices.back()) : 0;
  const bool priced = last_year > 0 && to_price_nearest(before, brief_.tick) > Price();
  const double opening =
      priced ? last_year * growth_since_last_year(observation, before) : expected_price_;
  // What is worthless is still quoted: at the least price there is.
  opening_price_ = std::max(to_price_nearest(opening, brief_.tick), brief_.tick);
  const double price = std::max(expected_price_, std::min(last_year, highest));
  cost_of_going_without_ = std::max(currency_per_tonne(penalty_in(brief_, past)),
                                    times_of(brief_.penalty_price_times) * price) +
                           (brief_.make_good ? price : 0);
}

void MarketOutlook::expect_supply(const Observation& observation) {
  const FirmBrief& firm = brief_.firm;
  const double growth = believed_growth(firm);
  const std::size_t past = observation.emissions.size();
  double of_all_plants = first_year_baseline(observation) * std::pow(growth, past);
  baseline_t_ = of_all_plants * plants_.share(past) * activity_of(observation, past);
  baseline_t_ = std::max(0.0, baseline_t_ - taken_off(past));
  std::vector<double> baselines = {baseline_t_};
  for (std::size_t year = past + 1; year < brief_.supply.size(); ++year) {
    of_all_plants *= growth;
    const double emitted = of_all_plants * plants_.share(year) * activity_of(observation, year);
    baselines.push_back(std::max(0.0, emitted - spared_in(firm.market_spared_t, year)));
  }
  if (!investment_.none()) expect_projects(observation, baselines);
  const auto deferred_share = [&](std::size_t year) {
    return brief_.deferred_share.empty() ? 0 : brief_.deferred_share[year];
  };
  std::vector<FutureYear> future;
  if (brief_.banking || deferred_share(past) > 0) {
    const std::vector<YearSupply> supply = expected_supply(brief_, observation, baselines);
    for (std::size_t k = 0; k < supply.size(); ++k) {
      const std::size_t year = past + k + 1;
      future.push_back({baselines[k + 1], supply[k], deferred_share(year),
                        borrowing_limit(brief_, year), &plants_.curve(year)});
      if (!brief_.banking && future.back().deferred_share == 0) break;  // the period ends
    }
  }
  next_.reset();
  if (!future.empty()) next_ = future.front();
  most_bank_t_ = most_carried_from(observation);
  const Deferral now{to_double(observation.deferred), baseline_t_, deferred_share(past),
                     borrowing_limit(brief_, past)};
  const double highest_later = highest_price(brief_.supply.size() - 1);
  bank_demand_ =
      BankDemand(plants_.curve(past), std::move(future), firm.discount_rate,
                 brief_.make_good ? currency_per_tonne(brief_.max_price) : highest_later, now);
}

std::optional<double> MarketOutlook::next_lack_t(double price) const {
  if (!next_ || most_bank_t_ < kUnbounded) return std::nullopt;
  const double abated_t = std::min(next_->market->abatement_at(price), next_->baseline_t);
  return next_->baseline_t - abated_t - next_->supply.certain_t;
}

double MarketOutlook::taken_off(std::size_t year) const {
  const double by_projects = investment_.none() ? 0 : investment_.abated_t(year);
  return by_projects + spared_in(brief_.firm.market_spared_t, year);
}

// Takes from `baselines` what projects abate: those that are there, then those that will be built
// with what these years bring in allowances. That is planned when the year begins, and again when
// its trading is over and the decision is due.
void MarketOutlook::expect_projects(const Observation& observation,
                                    std::vector<double>& baselines) {
  const std::size_t past = observation.emissions.size();
  const auto less_projects = [&] {
    std::vector<double> left = baselines;
    for (std::size_t k = 1; k < left.size(); ++k)
      left[k] = std::max(0.0, left[k] - investment_.abated_t(past + k));
    return left;
  };
  if (invested_ != observation.year || !observation.trading) {
    invested_ = observation.year;
    investment_.see(observation);
    const std::vector<double> given = less_projects();
    investment_.plan(
        believed_market(brief_, observation, given, expected_supply(brief_, observation, given)),
        believed_growth(brief_.firm));
  }
  baselines = less_projects();
}

// Once all that can be done is done, what is left is to go without. A fine that rises as fast as
// the price bounds none.
double MarketOutlook::highest_price(std::size_t year) const {
  const AggregateCurve& market = brief_.firm.believed_market_curve;
  const double most = currency_per_tonne(brief_.max_price);
  const double penalty = currency_per_tonne(penalty_in(brief_, year));
  if (brief_.make_good)
    return std::min(most, market.mac_of_last(market.max_abatement_t()) + penalty);
  return brief_.penalty_price_times < kFullShare ? std::min(most, penalty) : most;
}

// Within a period what is held keeps its worth whatever may be carried over its end.
double MarketOutlook::most_carried_from(const Observation& observation) const {
  const std::size_t year = observation.emissions.size();
  const bool period_goes_on = !brief_.deferred_share.empty() && brief_.deferred_share[year] > 0;
  return brief_.most_carried && !period_goes_on ? to_double(*brief_.most_carried) : kUnbounded;
}

double MarketOutlook::first_year_baseline(const Observation& observation) const {
  const FirmBrief& firm = brief_.firm;
  const std::size_t past = observation.emissions.size();
  if (past == 0) return firm.believed_market_baseline_t;
  double sum = 0;
  double grown = 1;
  for (std::size_t year = 0; year < past; ++year) {
    const AggregateCurve& market = plants_.curve(year);
    const double emitted = to_double(observation.emissions[year]) + taken_off(year);
    const double price = currency_per_tonne(observation.year_prices[year]);
    const double least = emitted + market.abatement_at(price * (1 - kAbout));
    // A year without a price tells nothing of what was abated in it.
    const double most = emitted + (price > 0 ? market.abatement_at(price * (1 + kAbout))
                                             : market.max_abatement_t());
    const double running = grown * plants_.share(year) * activity_of(observation, year);
    sum += std::clamp(firm.believed_market_baseline_t * running, least, most) / running;
    grown *= believed_growth(firm);
  }
  return sum / static_cast<double>(past);
}

double MarketOutlook::clearing_price(const Observation& observation, double highest) {
  const std::size_t year = observation.emissions.size();
  std::vector<SupplyOffer> credits;
  for (const CreditBook& book : brief_.credits) {
    const std::vector<SupplyOffer> offers =
        credit_offers(book, year, expected_quota(book, year, to_double(brief_.cap[year])));
    credits.insert(credits.end(), offers.begin(), offers.end());
  }
  const auto freed_by_all = [&, this](double price) {
    return std::min(plants_.curve(year).abatement_at(price), baseline_t_) +
           offered_at(observation.to_auction, price) + offered_at(credits, price) - bank_at(price);
  };
  return clearing_margin(freed_by_all,
                         baseline_t_ - to_double(observation.circulation - observation.deferred),
                         highest)
      .price;
}

double MarketOutlook::growth_since_last_year(const Observation& observation, double before) const {
  const double rising = 1 + brief_.firm.discount_rate;
  const double expected = expected_price_ / before;
  if (!brief_.banking) return expected;
  const std::size_t year = observation.emissions.size();
  const double bank =
      to_double(observation.circulation - observation.deferred) - brief_.supply[year].certain_t;
  const bool full = brief_.most_carried && bank > to_double(*brief_.most_carried) * (1 - kBank);
  if (full) return std::max(rising, expected);
  const bool banked = bank > to_double(brief_.cap[year]) * kBank;
  return banked ? rising : std::min(rising, expected);
}

}  // namespace tanshi
