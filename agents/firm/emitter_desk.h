// The robot of an emitter in a market that has more than allowances: a trader for these, and one
// for each kind of credits, each scheme and each forward, who go by what the first takes an
// allowance to be worth.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "agents/firm/trader.h"
#include "agents/strategy/strategies.h"
#include "agents/valuation/credit_use.h"
#include "agents/valuation/forward_hedge.h"
#include "agents/valuation/scheme_use.h"

namespace tanshi {

class EmitterDesk final : public Agent {
 public:
  // `strategy` must outlive it.
  EmitterDesk(const SeatBrief& brief, const StrategyEntry& strategy);

  void decide(const Observation& observation, RandomStream& random, Decision& decision) override;
  void expect() const override { allowances_.expect(); }

 private:
  struct CreditTrader {
    CreditUse* valuation = nullptr;  // of `trader`
    std::unique_ptr<Trader> trader;
  };

  struct SchemeTrader {
    SchemeValuation* valuation = nullptr;  // of `trader`
    std::unique_ptr<Trader> trader;
  };

  struct ForwardTrader {
    Year delivery{};
    ForwardHedge* valuation = nullptr;  // of `trader`
    std::unique_ptr<Trader> trader;
  };

  void hedge(const Observation& observation, RandomStream& random, Decision& decision);
  ForwardTrader& trader_of(const BookView& forward);

  SeatBrief brief_;
  const StrategyEntry& strategy_;
  Trader allowances_;
  std::vector<CreditTrader> credits_;
  std::vector<SchemeTrader> schemes_;
  std::vector<ForwardTrader> forwards_;  // those that are listed, and not to be delivered this year
};

// The brief of who trades in one of its further books.
[[nodiscard]] SeatBrief brief_of_book(const SeatBrief& brief, InstrumentId book);

// What is observed, with one of its further books in the place of the seat's own.
[[nodiscard]] Observation seen_in(const BookView& book, const Observation& observation);

}  // namespace tanshi
