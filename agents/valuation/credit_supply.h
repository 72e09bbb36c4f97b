// What a unit costs who makes credits: it is made once it is sold, the cheapest first.
//
// Each year begins with all that can be made at hand; what is left of it at the year's end was not
// made, and the registry cancels it. So what is gone was sold, and the next unit costs what the
// brief says of it. An order offers what costs no more than the market's price, or the one that the
// maker believes in, at most a part of the year's; else a lot.
#pragma once

#include <memory>

#include "agents/valuation/valuation.h"

namespace tanshi {

// REQUIRES: the brief is a producer's.
[[nodiscard]] std::unique_ptr<Valuation> make_credit_supply_valuation(const SeatBrief& brief);

}  // namespace tanshi
