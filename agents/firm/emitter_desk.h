// The robot of an emitter in a market that has credits too: a trader for allowances, and one for
// each kind of credits, who goes by what the first takes an allowance to be worth.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "agents/firm/trader.h"
#include "agents/strategy/strategies.h"
#include "agents/valuation/credit_use.h"

namespace tanshi {

class EmitterDesk final : public Agent {
 public:
  EmitterDesk(const SeatBrief& brief, const StrategyEntry& strategy);

  void decide(const Observation& observation, RandomStream& random, Decision& decision) override;
  void expect() const override { allowances_.expect(); }

 private:
  struct CreditTrader {
    CreditUse* valuation = nullptr;  // of `trader`
    std::unique_ptr<Trader> trader;
  };

  Trader allowances_;
  std::vector<CreditTrader> credits_;
};

// The brief of who trades in the books of the brief's credits at `index`.
[[nodiscard]] SeatBrief brief_of_credits(const SeatBrief& brief, std::size_t index);

// What is observed, with one of its further books in the place of the seat's own.
[[nodiscard]] Observation seen_in(const BookView& book, const Observation& observation);

}  // namespace tanshi
