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
// A firm that forms its expectation of the price otherwise (agents/expectation) leans against or
// with that: what it expects of the next year is worth F = E_(t+1) / (1+r) now, and it keeps
//
//   share x B(P) x (1 + (F / P - 1) / d),   at least 0, at most twice share x B(P)
//
// where d, 0.1, is an assumption. Where prices are expected to rise at r that is its share. With
// foresight B is what theory says will be banked.
//
// A firm that dislikes risk wants to be hedged: to keep N, its share of B(P) and what it will lack
// next year beyond its share of what all will. With a its coefficient of relative risk aversion, of
// the value of what it keeps, and s the deviation of a year's price (price_volatility.h), it keeps
// b where
//
//   (F / P - 1) b - (d (b - share B)^2 + a s^2 (b - N)^2) / (2 share B)
//
// is most: the mean less half the weighted variance, as of constant absolute risk aversion and
// normal prices (Baldursson and von der Fehr, "Price volatility and risk exposure: on market-based
// environmental policy instruments", Journal of Environmental Economics and Management 48, 2004).
// So
//
//   b = share B + (share B (F / P - 1) + a s^2 (N - share B)) / (d + a s^2),   at least 0:
//
// who will be short covers early, who will be long sells early, and both lean less on what they
// expect. Where all are as averse the parts beyond the shares cancel.
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
