// Demand and supply of a period, and where they meet: what theory predicts of it.
//
// Pure. With values falling and costs rising, Q* is the most units of which each is worth more than
// it costs (a unit worth just its cost may or may not trade: it changes no gain). Prices that clear
// the market are those between the last unit that trades and the next that does not:
//
//   [max(c_Q*, v_Q*+1), min(v_Q*, c_Q*+1)]
//
// P0 is the middle of this range (the midpoint rule). The gains from trade are sum (v - c) over the
// Q* units; a trader's equilibrium profit is what its units bring at P0.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "exchange/base/units.h"
#include "scenarios/laboratory/design.h"

namespace tanshi {

struct MarketSchedule {
  std::int64_t quantity = 0;  // Q*
  // Of the prices that clear; nullopt: nobody buys, or nobody sells.
  std::optional<Price> lowest;
  std::optional<Price> highest;
  Cash gains;  // from trade, the most that there are

  // P0, in cents. REQUIRES: lowest.
  [[nodiscard]] double price() const;
};

[[nodiscard]] MarketSchedule market_schedule(std::span<const TraderUnits> traders);

// In cents.
[[nodiscard]] double equilibrium_profit(const TraderUnits& trader, double price);

}  // namespace tanshi
