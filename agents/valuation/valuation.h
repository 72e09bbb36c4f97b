// What the next units are worth to the holder of a seat: one half of a trader; the other is the
// strategy, which chooses how to quote.
#pragma once

#include <optional>
#include <vector>

#include "agents/seat/agent.h"
#include "agents/seat/observation.h"
#include "exchange/base/units.h"

namespace tanshi {

// Up to `quantity` tonnes are wanted; the last of them is worth `limit`. Quantity 0: none.
struct Worth {
  Price limit;
  Tonnes quantity;
  // Not to be waited for long: a strategy that only stands may take what the book offers.
  bool pressing = false;
};

struct Appraisal {
  Worth buy;
  Worth sell;
  Price fair;  // what the holder takes the market's price to be; 0: no idea
};

class Valuation {
 public:
  virtual ~Valuation() = default;

  [[nodiscard]] virtual Appraisal appraise(const Observation& observation) = 0;

  // What to bid for in the auction that takes bids, dearest first: quantities on its lot, within
  // its limits. REQUIRES: observation.auction.
  [[nodiscard]] virtual std::vector<Worth> demand(const Observation&) { return {}; }

  // What the plant builds this year; nullopt: has no menu of projects.
  [[nodiscard]] virtual std::optional<std::vector<BuildProject>> builds(const Observation&) {
    return std::nullopt;
  }

  // The plant's abatement for this year, given what is held now; nullopt: has no plant.
  [[nodiscard]] virtual std::optional<Tonnes> abatement(const Observation&) { return std::nullopt; }
};

}  // namespace tanshi
