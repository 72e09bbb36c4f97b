// What a trader without a plant pays and asks: around the market's price, leaning against its
// inventory, so that it returns to what it means to hold.
//
// With m the price at which one could trade now, i the holding, i0 the first holding, g what it
// means to hold and x = (i - g) / i0 within [-1, 1]:
//   buy up to  m (1 - half_spread - lean x),  sell from  m (1 + half_spread - lean x),
// `clip` x i0 tonnes on either side. Until the year's first trade m is halfway between the quotes,
// and there is none without a quote.
//
// g is i0 until the last year of the horizon (any year, where allowances lapse), in which it falls
// to 0 day by day: nobody will want an allowance after it. Selling presses then: all above g is for
// sale, and the half-spread narrows with g.
//
// The idea is Amihud and Mendelson's ("Dealership market: market-making with inventory", Journal of
// Financial Economics 8, 1980); the three figures are assumptions of this project.
#pragma once

#include <memory>

#include "agents/valuation/valuation.h"

namespace tanshi {

struct InventoryRule {
  double half_spread = 0.01;
  double lean = 0.05;
  double clip = 0.05;
};

[[nodiscard]] std::unique_ptr<Valuation> make_inventory_valuation(const SeatBrief& brief,
                                                                  const InventoryRule& rule);

}  // namespace tanshi
