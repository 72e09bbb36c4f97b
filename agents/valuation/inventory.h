// What a trader without a plant pays and asks: around the market's price, leaning against its
// inventory, so that it returns to what it started with.
//
// With m the price at which one could trade now, i the holding, i0 the first holding and
// x = (i - i0) / i0 within [-1, 1]:
//   buy up to  m (1 - half_spread - lean x),  sell from  m (1 + half_spread - lean x),
// `clip` x i0 tonnes on either side. The idea is Amihud and Mendelson's ("Dealership market:
// market-making with inventory", Journal of Financial Economics 8, 1980); the three figures are
// assumptions of this project.
#pragma once

#include <memory>

#include "agents/valuation/valuation.h"

namespace tanshi {

struct InventoryRule {
  double half_spread = 0.01;
  double lean = 0.05;
  double clip = 0.01;
};

[[nodiscard]] std::unique_ptr<Valuation> make_inventory_valuation(const InventoryRule& rule);

}  // namespace tanshi
