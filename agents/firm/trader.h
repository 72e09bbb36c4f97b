// The robot at a seat: a valuation and a strategy.
#pragma once

#include <memory>
#include <utility>

#include "agents/seat/agent.h"
#include "agents/strategy/strategy.h"
#include "agents/valuation/valuation.h"

namespace tanshi {

class Trader final : public Agent {
 public:
  Trader(std::unique_ptr<Valuation> valuation, std::unique_ptr<Strategy> strategy)
      : valuation_(std::move(valuation)), strategy_(std::move(strategy)) {}

  void decide(const Observation& observation, RandomStream& random, Decision& decision) override {
    if (observation.trading) {
      strategy_->quote(valuation_->appraise(observation), observation, random, decision);
    } else {
      decision.abatement = valuation_->abatement(observation);
    }
  }

  void expect() const override {
    __builtin_prefetch(valuation_.get());
    __builtin_prefetch(strategy_.get());
  }

 private:
  std::unique_ptr<Valuation> valuation_;
  std::unique_ptr<Strategy> strategy_;
};

}  // namespace tanshi
