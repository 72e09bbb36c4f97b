// Traders who learn what to ask and bid in a sealed-bid call: one price for all, or the EPA's rule,
// by which the lowest ask meets the highest bid and is paid it (Cason and Plott, "EPA's new
// emissions trading mechanism: a laboratory evaluation", Journal of Environmental Economics and
// Management 30, 1996). The calls are cleared by exchange/auction.
//
// Each round every buyer draws a value and every seller a cost, one unit each, evenly from the
// design's range. A buyer bids value x (1 - s), a seller asks cost x (1 + m). What s and m pay is
// learned: a trader tries them at random at first and less and less often, later takes the one that
// has paid best on average (epsilon-greedy; Sutton and Barto, "Reinforcement learning", 1998,
// chapter 2). In the last rounds, those that are measured, nobody tries.
//
// Pure and deterministic.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exchange/auction/auction.h"
#include "exchange/base/units.h"

namespace tanshi {

struct CallDesign {
  std::string title;
  std::string source;
  PricingRule pricing = PricingRule::kLowestAccepted;
  std::int32_t buyers = 6;
  std::int32_t sellers = 6;
  Price lowest{100};  // of values and costs
  Price highest{10'000};
  std::int32_t rounds = 6'000;
  std::int32_t measured = 1'000;  // of them, the last ones
  std::vector<double> shades;     // s, of 0 to below 1
  std::vector<double> markups;    // m, above -1
  std::uint64_t seed = 1;
  std::int32_t replications = 10;
};

// Means over the measured rounds of all replications.
struct CallMeasures {
  double efficiency = 0;         // gains made / most gains: the ratio of sums
  double price = 0;              // the lowest that a buyer paid
  double price_equilibrium = 0;  // the middle of those at which values and costs balance
  double shade = 0;              // s in use
  double markup = 0;             // m in use

  // Below 0: prices are lower than in equilibrium.
  [[nodiscard]] double price_bias() const { return price / price_equilibrium - 1; }
};

// REQUIRES: traders on both sides, something to choose for each, measured <= rounds, both above 0.
[[nodiscard]] CallMeasures learn_bids(const CallDesign& design);

}  // namespace tanshi
