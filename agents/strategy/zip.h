// Zero-intelligence plus (Cliff, "Minimal-intelligence agents for bargaining behaviors in
// market-based environments", HP Laboratories HPL-97-91, 1997): a profit margin over the limit
// price, raised when the market shows that more can be had and lowered when it shows that the
// trader is being undercut, by the Widrow-Hoff rule with momentum.
//
// Parameters are drawn once a trader from the published ranges: learning rate U[0.1, 0.5],
// momentum U[0, 0.1], first margin U[0.05, 0.35], and for each target price a relative change of
// at most 5 % and an absolute one of at most 0.05 currency units.
//
// Where the valuation has an idea of the market's price, the first quote is that price, if it
// makes no loss: Cliff's traders know no more than their limit, ours may hold a view.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_zip(const SeatBrief& brief);

}  // namespace tanshi
