// What is auctioned and by which rules: a sealed-bid, single-round auction of allowances.
//
// Supply is a step schedule. Every step offers its tonnes at prices from `from` upwards; a bid
// of price p demands its tonnes at every price up to p. Base volume, consigned tonnes, an
// emissions containment reserve, cost containment tiers and a ceiling sale are all such steps.
//
// Values only; how they clear is in clear_auction.h. Several vintages, or a current and an advance
// auction, are auctions of their own. A code is never renumbered: they are in the journal.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "exchange/base/checked_math.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"

namespace tanshi {

// The most that one auction may sell; so its proceeds are at most kMaxCash.
inline constexpr Tonnes kMaxAuctionQuantity{100'000'000'000};
static_assert(kMaxPrice * kMaxAuctionQuantity <= kMaxCash);

// What a winner pays, and a seller earns, for a tonne. The price at which the auction clears is
// seldom one price: any from the highest rejected bid to the lowest accepted one would do.
enum class PricingRule : std::uint8_t {
  kLowestAccepted = 1,   // uniform: the highest price at which what is sold is demanded
  kFirstRejected = 2,    // uniform: the lowest price at which no more is demanded
  kDiscriminative = 3,   // a winner pays the own bid; sellers share the average price
  kLowAskToHighBid = 4,  // a winner pays the own bid to the seller that it meets: the lowest ask
                         // meets the highest bid, as in the EPA's auctions of SO2 allowances
                         // (Cason and Plott 1996, J. Environ. Econ. Manage. 30, 133-160)
};

// Who gets the tonnes when the bids at the lowest accepted price want more than is left.
enum class TieRule : std::uint8_t {
  kByArrival = 1,  // earlier bids first
  kProRata = 2,    // by quantity, rounded down to whole award lots; see RestRule
  kSeeded = 3,     // bids in an order drawn from Auction::tie_seed (EU, UK)
};

// Who gains what rounding left over of the pro-rata shares: an award lot each, until it is gone.
enum class RestRule : std::uint8_t {
  kToEarliest = 1,  // bids by arrival
  kToLargest = 2,   // bids by quantity, equal ones by arrival
  kSeeded = 3,      // bids in an order drawn from Auction::tie_seed (Quebec)
};

// What happens when the bids at or above the reserve price are for less than is offered.
enum class ShortfallRule : std::uint8_t {
  kSellAtReserve = 1,    // sells what is demanded, at the reserve price (RGGI, California)
  kSellAtLowestBid = 2,  // sells what is demanded, at the lowest bid (UK: SI 2021/484, reg. 7(1))
  kCancel = 3,           // sells nothing (EU: Regulation (EU) No 1031/2010, Article 7(5))
  // Sells nothing if any bid is below the reserve price, or if there is none; else as
  // kSellAtReserve (New Zealand, whose reserve is the higher of a floor and a confidential price).
  kDeclineIfBidsBelow = 4,
};

// Whose tonnes are sold first at one price.
enum class ConsignmentRule : std::uint8_t {
  kFirst = 1,     // consigned tonnes before the operator's (California)
  kWithBase = 2,  // consigned tonnes and base volume pro rata
};

// At most this much for one bidder: the lower of the two, in whole lots.
struct BidderLimit {
  Tonnes quantity;             // 0: any
  std::int32_t share_bps = 0;  // of offered(), up to 10000; 0: any

  friend bool operator==(const BidderLimit&, const BidderLimit&) = default;
};

struct AuctionRules {
  PricingRule pricing = PricingRule::kLowestAccepted;
  Price reserve_price;               // 0: none. Nothing is sold below it
  Price confidential_reserve_price;  // 0: none. The higher of the two counts
  Tonnes lot{1};                     // bids are whole multiples of it
  Tonnes award_lot{1};               // pro-rata shares are rounded down to multiples of it
  // What a bidder may bid in all. By arrival, a bid that would exceed it is rejected as a whole.
  BidderLimit bid_limit;
  // What a bidder may buy. From the highest price down, a bid that exceeds it is cut to it.
  BidderLimit purchase_limit;
  TieRule tie = TieRule::kByArrival;
  RestRule rest = RestRule::kToEarliest;
  ShortfallRule shortfall = ShortfallRule::kSellAtReserve;
  ConsignmentRule consignment = ConsignmentRule::kFirst;

  [[nodiscard]] Price lowest_price() const {
    return reserve_price > confidential_reserve_price ? reserve_price : confidential_reserve_price;
  }
};

// What a step of the supply is. At one price they are sold in this order, but see ConsignmentRule.
enum class SupplyClass : std::uint8_t {
  kBase = 1,
  kConsigned = 2,  // of `seller`, who asks `from`
  // The part of the offer that is withheld below `from` (RGGI's ECR). Not in the base volume.
  kWithheld = 3,
  kReserve = 4,  // added to the offer from `from` upwards (a CCR tier)
  kCeiling = 5,  // as much as is demanded at `from`; its quantity bounds it
};

// Steps of one class at one price share pro rata what is sold of them, rounded down to whole
// tonnes; what rounding leaves goes to them in order, a tonne each.
struct SupplyStep {
  SupplyClass supply_class = SupplyClass::kBase;
  Price from;          // offered from this price upwards, never below the reserve price
  Tonnes quantity;     // at least 1
  AccountId seller{};  // of consigned tonnes; 0: the operator

  friend bool operator==(const SupplyStep&, const SupplyStep&) = default;
};

struct Auction {
  AuctionRules rules;
  std::vector<SupplyStep> supply;
  std::uint64_t tie_seed = 0;
};

struct Bid {
  AccountId bidder{};
  Price price;
  Tonnes quantity;
  std::int64_t arrival = 0;  // lower came first; equal ones in the order given

  friend bool operator==(const Bid&, const Bid&) = default;
};

// The tonnes of base volume, consigned and withheld steps: what an auction announces.
// REQUIRES: check_auction(auction) is nullopt.
[[nodiscard]] Tonnes offered(const Auction& auction);

// The most that one bidder may have by a limit, in whole lots.
// REQUIRES: check_auction(auction) is nullopt.
[[nodiscard]] Tonnes limit_of(const Auction& auction, const BidderLimit& limit);

// Why an auction cannot be held. Declared by falling precedence.
enum class AuctionFault : std::uint8_t {
  kPriceOutOfRange = 1,     // a reserve price or step below 0 or above kMaxPrice
  kLotOutOfRange = 2,       // a lot below 1 tonne or above kMaxOrderQuantity
  kLimitOutOfRange = 3,     // tonnes below 0 or above kMaxAuctionQuantity; a share likewise
  kUnknownRule = 4,         // a code that no enumerator has
  kQuantityOutOfRange = 5,  // a step of less than 1 tonne; all above kMaxAuctionQuantity
  kSellerMissing = 6,       // a consigned step without seller, or another one with
  kNothingOffered = 7,      // offered() is 0
};
[[nodiscard]] std::optional<AuctionFault> check_auction(const Auction& auction);

// Why a bid cannot stand. Declared by falling precedence. A bid below the reserve price, or beyond
// a limit, stands, and loses.
enum class BidFault : std::uint8_t {
  kBidderMissing = 1,
  kPriceNotPositive = 2,
  kPriceAboveLimit = 3,  // kMaxPrice
  kQuantityNotPositive = 4,
  kQuantityAboveLimit = 5,  // kMaxOrderQuantity
  kQuantityNotOnLot = 6,
};
[[nodiscard]] std::optional<BidFault> check_bid(const AuctionRules& rules, const Bid& bid);

}  // namespace tanshi
