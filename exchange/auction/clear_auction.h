// The auction algorithm: from an auction and its bids to price, awards and what remains.
//
// With D(p) the tonnes of the bids that stand at prices >= p, the steps of the supply are taken
// from the lowest price up; a step at price t with Q tonnes offered before it sells
//
//   min(its tonnes, max(0, D(t) - Q))
//
// so a cost containment tier is used when demand at its trigger exceeds the offer, until demand is
// met or the tier is exhausted (RGGI's rule, www.rggi.org), and a tier that is partly used pins
// the price at its trigger. The highest bids win; TieRule decides at the lowest accepted price.
//
// The uniform price lies between
//
//   low  = max(the highest price of a bid that lost tonnes, the price of the last step used)
//   high = min(the lowest accepted bid, the price of the first step with tonnes left, if not 0)
//
// and is `high` by kLowestAccepted, `low` by kFirstRejected; both lie at or above the reserve
// price. So it exceeds a trigger only when the tier is exhausted, and is the reserve price when
// the offer is not sold out, but by ShortfallRule::kSellAtLowestBid. Without a sale it is 0.
//
// Pure and deterministic. O(n log n) in bids and steps.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "exchange/auction/auction.h"

namespace tanshi {

enum class AuctionStatus : std::uint8_t {
  kHeld = 1,       // and what was demanded was sold, which may be nothing
  kCancelled = 2,  // ShortfallRule::kCancel
  kDeclined = 3,   // ShortfallRule::kDeclineIfBidsBelow
};

// Why a bid, or a part of it, won nothing.
enum class LossReason : std::uint8_t {
  kWon = 0,           // all of it
  kOverBidLimit = 1,  // rejected as a whole
  kBelowReserve = 2,
  kNotHeld = 3,            // the auction was cancelled or declined
  kOverPurchaseLimit = 4,  // cut to what the bidder may buy
  kBelowClearing = 5,      // below the lowest accepted bid
  kRationed = 6,           // at the lowest accepted price, after the tie rule
};

struct Award {
  Tonnes quantity;
  Price price;  // that the bidder pays a tonne; 0 if nothing was won
  // Of what was not won. A bid that was cut and then lost on price or rationed says the latter.
  LossReason reason = LossReason::kWon;
  Tonnes cut;  // beyond the purchase limit; not in the demand

  friend bool operator==(const Award&, const Award&) = default;
};

struct StepOutcome {
  Tonnes sold;
  Tonnes unsold;
  Cash proceeds;

  friend bool operator==(const StepOutcome&, const StepOutcome&) = default;
};

struct AuctionOutcome {
  AuctionStatus status = AuctionStatus::kHeld;
  // Uniform price; by the other rules the lowest accepted bid. 0 if nothing was sold.
  Price clearing_price;
  Tonnes offered;
  Tonnes bid;     // of all bids
  Tonnes demand;  // of the bids at or above the reserve price, within the limits
  Tonnes sold;
  Cash proceeds;                   // of all steps; what all winners pay
  std::vector<Award> awards;       // one a bid, as given
  std::vector<StepOutcome> steps;  // one a step, as given

  // Demand for each tonne offered, in 1/100, rounded down: a cover ratio of 2.43 is 243.
  [[nodiscard]] std::int64_t cover_percent() const;

  friend bool operator==(const AuctionOutcome&, const AuctionOutcome&) = default;
};

// Checks before it returns that awards, steps and sold agree in tonnes, and payments with
// proceeds in cents.
// REQUIRES: check_auction(auction) is nullopt, and check_bid(auction.rules, bid) for each bid.
[[nodiscard]] AuctionOutcome clear_auction(const Auction& auction, std::span<const Bid> bids);

// Sold and unsold of one class. REQUIRES: `outcome` is of `auction`.
[[nodiscard]] StepOutcome total_of(const Auction& auction, const AuctionOutcome& outcome,
                                   SupplyClass supply_class);

}  // namespace tanshi
