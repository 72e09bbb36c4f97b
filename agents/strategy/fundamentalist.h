// A fundamental speculator: buys below what it takes the fundamental price F to be and sells above,
// as the fundamentalists of Chiarella & Iori, "A simulation analysis of the microstructure of
// double auction markets", Quantitative Finance 2, 2002, whose expected return is proportional to
// (F - p) / p. It bids F (1 - m) and asks F (1 + m), with m = 1 %: an assumption, the gain that it
// wants.
//
// F is what its valuation holds for fair; where that is unknown (a laboratory, a trader without a
// plant in a market that has not traded) or no more than the price itself (a trader without a
// plant), it is the mean of the latest 200 trades, the price to which it expects the market to
// return. It quotes nothing while it knows of neither, and nothing beyond its valuation's limit;
// what presses is quoted at that limit.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_fundamentalist(const SeatBrief& brief);

}  // namespace tanshi
