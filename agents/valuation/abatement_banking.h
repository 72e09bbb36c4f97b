// What an allowance is worth to an emitter: to cover this year's emissions, which it can abate,
// or to bank for the years to come.
//
// At a price P the firm wants to hold, when the year's trading ends,
//
//   D(P) = (own baseline - own abatement at P) + make-good + share x B(P)
//
// B(P) is the bank that all firms together will want to carry out of this year: the least with
// which the price need never rise faster than the discount rate r (Rubin 1996, Schennach 2000):
//
//   B(P) = max over n >= 0 of sum for k = 1..n of (M_k - Q(P (1+r)^k) - cap_k)
//
// The caps are published. M_k, the emissions of all without abatement, and Q, their abatement at a
// price, are the firm's beliefs: drawn with noise at the start, then M is corrected by what is
// published (market_outlook.h). The firm's share of the bank is its share of M: whose bank it is
// does not matter while prices rise at r.
//
// D falls with P. So a tonne to one who holds H is worth the P at which D(P) = H, but never more
// than going without costs: the penalty, and an allowance to make good. A measure that costs just
// P makes D jump there; the firm then takes the share of it that leaves D(P) = H.
//
// What the year's auctions will still sell at P counts as coming, to each firm its share, so that
// firms need not buy from each other what they can bid for. In an auction the firm bids what D asks
// for and it does not hold, each part at its worth; of several auctions each gets the part that its
// volume is of theirs. (In a uniform-price auction whose price no bidder moves, bidding what it is
// worth is best.)
//
// A free allocation that is settled at the year's end counts as held: less what of it abating would
// lose, which the firm also heeds when it abates (final_allocation.h).
//
// So does what a forward will bring at the year's end; what it will take counts as gone.
//
// Baselines are what projects leave of them, this year's and those to come: what was built, and
// what the firm expects to be built (investment_outlook.h). When trading is over it builds its
// part.
//
// When trading is over the plant abates what is worth it at the value of what is held. That is
// what the market's price pays for when the firm could trade all it wanted, and what compliance
// needs, as far as that is cheaper than going without, when it could not.
#pragma once

#include <memory>

#include "agents/valuation/valuation.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Valuation> make_abatement_banking_valuation(const SeatBrief& brief);

}  // namespace tanshi
