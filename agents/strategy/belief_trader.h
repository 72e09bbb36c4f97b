// A trader who goes by beliefs of being accepted: which of its prospects it quotes is its strategy.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "agents/strategy/belief.h"
#include "agents/strategy/one_side.h"
#include "agents/strategy/quoting.h"
#include "agents/strategy/strategy.h"

namespace tanshi {

class BeliefTrader : public Strategy {
 public:
  explicit BeliefTrader(const SeatBrief& brief) : quoting_(brief) {}

  void quote(const Appraisal& appraisal, const Observation& observation, RandomStream&,
             Decision& decision) final {
    belief_.hear(observation.tape);
    for (const Side side : {Side::kBuy, Side::kSell}) {
      const Worth& worth = worth_of(side, appraisal);
      const auto prospects = wants(worth)
                                 ? prospects_of(side, worth.limit, appraisal.fair, observation)
                                 : std::vector<Prospect>();
      if (prospects.empty()) {
        quoting_.withdraw(side, observation, decision);
        continue;
      }
      quoting_.show(side, best_of(prospects, observation).price, worth.quantity,
                    /*post_only=*/false, observation, decision);
    }
  }

 private:
  // REQUIRES: not empty.
  [[nodiscard]] virtual const Prospect& best_of(std::span<const Prospect> prospects,
                                                const Observation& observation) const = 0;

  [[nodiscard]] std::vector<Prospect> prospects_of(Side side, Price limit, Price fair,
                                                   const Observation& observation) const {
    const Price highest = highest_thinkable(fair, limit, quoting_.max_price());
    return belief_.prospects({side, limit, quoting_.tick(), highest}, observation);
  }

  Quoting quoting_;
  MarketBelief belief_;
};

}  // namespace tanshi
