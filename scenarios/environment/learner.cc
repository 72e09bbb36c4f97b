#include "scenarios/environment/learner.h"

#include <algorithm>
#include <cmath>

#include "agents/abatement/rounding.h"

namespace tanshi {
namespace {

constexpr double kTradeReach = 0.1;  // of a baseline, in one turn
constexpr double kPriceReach = 0.1;  // of the reference price

constexpr std::array<std::string_view, kObservationSize> kNames = {
    "horizon_passed",  // share of the years
    "year_passed",     // share of its trading days
    "trading",         // 1; 0: the year is over, only abatement counts
    "cash",            // earned so far less spent; in baselines at the unit of prices
    "allowances",      // that can be sold or surrendered
    "allowances_offered",
    "obligation",       // owed for earlier years
    "baseline",         // best estimate of this year's
    "allocation_next",  // free, in the year to come
    "short",            // of what this year takes, without abatement
    "mac_of_short",     // cost of the last tonne if all that was abated
    "bid",
    "bid_quantity",
    "ask",
    "ask_quantity",
    "last",
    "close",        // of the day before
    "auctioned",    // supply of the auction that takes bids, as a share of the year's cap
    "circulation",  // when the year began, as a share of its cap
};

double in_range(float number, double low, double high) {
  return std::isnan(number) ? 0 : std::clamp(static_cast<double>(number), low, high);
}

double share(Tonnes part, Tonnes whole) {
  return whole > Tonnes() ? to_double(part) / to_double(whole) : 0;
}

// Most that the plant can abate of what it would emit.
double possible_t(const SeatPlan& plan, const Observation& observation) {
  return std::min(plan.plant.curve.max_abatement_t(), to_double(observation.baseline));
}

}  // namespace

std::span<const std::string_view, kObservationSize> observation_names() {
  return kNames;
}

Learner::Learner(const SeatPlan& plan)
    : plan_(plan),
      quoting_(plan.brief),
      baseline_t_(std::max(plan.brief.firm.baseline_t, 1.0)),
      price_unit_(currency_per_tonne(plan.brief.penalty > Price() ? plan.brief.penalty
                                                                  : plan.brief.max_price)) {}

void Learner::tell(const Observation& observation, std::span<float> numbers) const {
  const SeatBrief& brief = plan_.brief;
  const auto year = static_cast<std::size_t>(raw(observation.year) - raw(brief.first_year));
  const double year_passed =
      observation.trading ? static_cast<double>(observation.day) / brief.days_per_year : 1;
  const auto tonnes = [&](Tonnes quantity) { return to_double(quantity) / baseline_t_; };
  const auto price = [&](Price each) { return currency_per_tonne(each) / price_unit_; };
  const Cash earned = observation.cash_available + observation.cash_escrowed - plan_.cash;
  const Tonnes held = observation.allowances_available + observation.allowances_escrowed;
  const Tonnes lacking = observation.baseline + observation.obligation - held;
  const Tonnes next =
      year + 1 < brief.firm.allocation.size() ? brief.firm.allocation[year + 1] : Tonnes();
  const double covered_t = std::clamp(to_double(lacking), 0.0, possible_t(plan_, observation));
  const std::array<double, kObservationSize> told = {
      (static_cast<double>(year) + year_passed) / brief.years,
      year_passed,
      observation.trading ? 1.0 : 0.0,
      currency(earned) / (baseline_t_ * price_unit_),
      tonnes(observation.allowances_available),
      tonnes(observation.allowances_escrowed),
      tonnes(observation.obligation),
      tonnes(observation.baseline),
      tonnes(next),
      tonnes(lacking),
      plan_.plant.curve.mac_of_last(covered_t) / price_unit_,
      price(observation.bid),
      tonnes(observation.bid_quantity),
      price(observation.ask),
      tonnes(observation.ask_quantity),
      price(observation.last),
      price(observation.close),
      observation.auction ? share(observation.auction->supply, brief.cap[year]) : 0,
      share(observation.circulation, brief.cap[year])};
  std::ranges::transform(told, numbers.begin(), [](double number) {
    return std::clamp(static_cast<float>(number), -kFarthest, kFarthest);
  });
}

void Learner::decide(std::span<const float> action, const Observation& observation,
                     Decision& decision) const {
  if (!observation.trading) {
    const double abated_t = in_range(action[2], 0, 1) * possible_t(plan_, observation);
    decision.abatement = to_tonnes_floor(abated_t);
    return;
  }
  decision.fit_to_mode = true;
  const double trade = in_range(action[0], -1, 1);
  const double cents =
      reference_price(observation) * 100 * (1 + kPriceReach * in_range(action[1], -1, 1));
  const double quantity_t = std::abs(trade) * kTradeReach * baseline_t_;
  const auto limit = [&](Side side) {
    return to_quote(cents, side, quoting_.tick(), quoting_.max_price());
  };
  if (trade > 0) {
    quoting_.withdraw(Side::kSell, observation, decision);
    buy(limit(Side::kBuy), quantity_t, observation, decision);
  } else {
    quoting_.withdraw(Side::kBuy, observation, decision);
    const Tonnes held = observation.allowances_available + observation.allowances_escrowed;
    quoting_.show(Side::kSell, limit(Side::kSell), std::min(to_tonnes_floor(quantity_t), held),
                  /*post_only=*/false, observation, decision);
  }
}

double Learner::reference_price(const Observation& observation) const {
  if (observation.bid > Price() && observation.ask > Price())
    return (currency_per_tonne(observation.bid) + currency_per_tonne(observation.ask)) / 2;
  if (observation.last > Price()) return currency_per_tonne(observation.last);
  if (observation.close > Price()) return currency_per_tonne(observation.close);
  return price_unit_ / 2;
}

void Learner::buy(Price limit, double quantity_t, const Observation& observation,
                  Decision& decision) const {
  const Tonnes quantity = to_tonnes_floor(quantity_t);
  if (observation.auction && observation.bids.empty()) {
    bid(*observation.auction, limit, quantity, observation, decision);
  } else {
    quoting_.show(Side::kBuy, limit, quantity, /*post_only=*/false, observation, decision);
  }
}

void Learner::bid(const AuctionNotice& auction, Price limit, Tonnes quantity,
                  const Observation& observation, Decision& decision) const {
  quoting_.withdraw(Side::kBuy, observation, decision);
  SubmitBid bid;
  bid.account = plan_.brief.account;
  bid.bid = next_id(observation, decision);
  bid.auction = auction.auction;
  bid.price = std::max(limit, auction.reserve_price);
  const Tonnes paid_for(observation.cash_available.raw() / bid.price.raw());
  quantity = std::min(quantity, paid_for);
  if (auction.bid_limit > Tonnes()) quantity = std::min(quantity, auction.bid_limit);
  bid.quantity = Tonnes(quantity.raw() - quantity.raw() % auction.lot.raw());
  if (bid.quantity > Tonnes()) decision.intents.emplace_back(bid);
}

}  // namespace tanshi
