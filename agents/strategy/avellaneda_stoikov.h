// Avellaneda & Stoikov, "High-frequency trading in a limit order book", Quantitative Finance 8,
// 2008, 217-224: a market maker who minds the risk of its inventory. With the middle price s, the
// inventory q, the time left T - t, risk aversion g, volatility v and a market whose orders reach
// a quote at the distance d with the intensity A e^(-k d):
//
//   reservation price   r = s - q g v^2 (T - t)
//   spread              d = g v^2 (T - t) + (2 / g) ln(1 + g / k)
//   bid r - d / 2, ask r + d / 2
//
// Parameters as in the paper's simulations: g = 0.1, v = 2, k = 1.5, T = 1, with s = 100; so prices
// are counted in hundredths of the middle price. T is the end of the year.
//
// Differs from the paper: q counts in quantities quoted at a time, from what the trader began the
// year with; neither quote goes beyond what the valuation allows; the middle price is halfway
// between the quotes of others, or the price that the valuation thinks fair where one is missing
// (nothing known at all: no quote). Where its valuation presses, it sells or buys at that limit.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

// What it quotes around, and how far apart, in one unit of price.
struct AsQuotes {
  double reservation = 0;
  double spread = 0;
};

// `middle` in units of 1 % of itself is 100. `time_left` in [0, 1].
[[nodiscard]] AsQuotes as_quotes(double middle, double inventory, double time_left);

[[nodiscard]] std::unique_ptr<Strategy> make_avellaneda_stoikov(const SeatBrief& brief);

}  // namespace tanshi
