// What the next units are worth to the holder of a seat: one half of a trader; the other is the
// strategy, which chooses how to quote.
#pragma once

#include <optional>

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

  // The plant's abatement for this year, given what is held now; nullopt: has no plant.
  [[nodiscard]] virtual std::optional<Tonnes> abatement(const Observation&) { return std::nullopt; }
};

}  // namespace tanshi
