// The robot at a seat: a valuation and a strategy.
#pragma once

#include <memory>
#include <utility>

#include "agents/abatement/rounding.h"
#include "agents/seat/agent.h"
#include "agents/strategy/quoting.h"
#include "agents/strategy/strategy.h"
#include "agents/valuation/valuation.h"

namespace tanshi {

class Trader final : public Agent {
 public:
  Trader(const SeatBrief& brief, std::unique_ptr<Valuation> valuation,
         std::unique_ptr<Strategy> strategy)
      : account_(brief.account),
        fee_(static_cast<double>(brief.fee.raw()) / 10'000),
        valuation_(std::move(valuation)),
        strategy_(std::move(strategy)) {}

  void decide(const Observation& observation, RandomStream& random, Decision& decision) override {
    decision.fit_to_mode = true;  // strategies know of orders alone
    if (observation.trading) {
      if (observation.auction && observation.bids.empty()) bid(observation, decision);
      const Appraisal appraisal = valuation_->appraise(observation);
      fair_ = appraisal.fair;
      strategy_->quote(net_of_fee(appraisal), observation, random, decision);
    } else {
      decision.abatement = valuation_->abatement(observation);
      decision.builds = valuation_->builds(observation);
    }
  }

  // What it took the market's price to be when it was last woken to trade.
  [[nodiscard]] Price fair() const { return fair_; }

  void expect() const override {
    __builtin_prefetch(valuation_.get());
    __builtin_prefetch(strategy_.get());
  }

 private:
  // Once an auction, in its first turn: what an allowance is worth does not wait for others' bids,
  // which are sealed.
  void bid(const Observation& observation, Decision& decision) {
    Cash cash = observation.cash_available;
    for (const Worth& worth : valuation_->demand(observation)) {
      const Cash bound = worth.limit * worth.quantity;
      if (bound > cash) break;
      cash -= bound;
      decision.intents.emplace_back(SubmitBid{account_, next_id(observation, decision),
                                              observation.auction->auction, worth.limit,
                                              worth.quantity});
    }
  }

  // What is left of an allowance's worth once the fee is paid on top, or taken off.
  [[nodiscard]] Appraisal net_of_fee(Appraisal appraisal) const {
    if (fee_ == 0) return appraisal;
    appraisal.buy.limit = to_price_floor(currency_per_tonne(appraisal.buy.limit) / (1 + fee_));
    if (fee_ >= 1) {
      appraisal.sell.quantity = Tonnes();
    } else {
      appraisal.sell.limit = to_price_ceil(currency_per_tonne(appraisal.sell.limit) / (1 - fee_));
    }
    return appraisal;
  }

  AccountId account_;
  double fee_ = 0;
  Price fair_;
  std::unique_ptr<Valuation> valuation_;
  std::unique_ptr<Strategy> strategy_;
};

}  // namespace tanshi
