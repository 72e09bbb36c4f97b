// What the market says of auctions: alternatives of `Event` (event.h), whose rules hold here.
#pragma once

#include "exchange/auction/clear_auction.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"

namespace tanshi {

struct AuctionAnnounced {
  AuctionId auction{};
  InstrumentId instrument{};
  Year vintage{};
  AccountId seller{};
  Tonnes supply;
  Tonnes lot;
  Tonnes award_lot;
  Price reserve_price;
  Price confidential_reserve_price;
  Tonnes bid_limit;
  Tonnes purchase_limit;
  PricingRule pricing{};
  TieRule tie{};
  RestRule rest{};
  ShortfallRule shortfall{};
  ConsignmentRule consignment{};
};

struct SupplyTierAdded {
  AuctionId auction{};
  SupplyClass supply_class{};
  Price trigger;
  Tonnes quantity;
};

// `quantity` of the account's allowances are bound until they are delivered or returned.
struct AllowancesConsigned {
  AccountId account{};
  AuctionId auction{};
  InstrumentId instrument{};
  Price ask;
  Tonnes quantity;
};

// `price` x `quantity` of the account's cash is bound until the bid is awarded, lost or withdrawn.
struct BidSubmitted {
  AccountId account{};
  OrderId bid{};
  AuctionId auction{};
  Price price;
  Tonnes quantity;
};

struct BidWithdrawn {
  AccountId account{};
  OrderId bid{};
  AuctionId auction{};
  Price price;
  Tonnes quantity;
};

// The account pays `price` x `quantity` for this part of its bid, out of what it had bound for it
// at `bid_price`; the rest is its to use again. The allowances follow.
struct BidAwarded {
  AccountId account{};
  OrderId bid{};
  AuctionId auction{};
  Price bid_price;
  Price price;
  Tonnes quantity;
};

// `quantity` of a bid won nothing; what it had bound at `bid_price` is released.
struct BidLost {
  AccountId account{};
  OrderId bid{};
  AuctionId auction{};
  Price bid_price;
  Tonnes quantity;
  LossReason reason{};
};

// Allowances of one vintage for a winner: new ones where `from` is 0, else out of what that account
// consigned. Where `from` is `account`, it keeps its own, no vintage is named, and they are no
// longer bound.
struct AuctionDelivered {
  AccountId account{};
  AuctionId auction{};
  InstrumentId instrument{};
  AccountId from{};
  Year vintage{};
  Tonnes quantity;
};

// What a step of the supply brought its seller.
struct SupplySold {
  AccountId account{};
  AuctionId auction{};
  SupplyClass supply_class{};
  Price trigger;
  Tonnes sold;
  Tonnes unsold;
  Cash proceeds;
};

// Consigned allowances that found no buyer are the consigner's to use again.
struct ConsignmentReturned {
  AccountId account{};
  AuctionId auction{};
  InstrumentId instrument{};
  Tonnes quantity;
};

// Follows all that the auction brought. As AuctionOutcome (exchange/auction/clear_auction.h).
struct AuctionCleared {
  AuctionId auction{};
  InstrumentId instrument{};
  Year vintage{};
  AuctionStatus status{};
  Price clearing_price;  // 0: nothing was sold
  Tonnes offered;
  Tonnes bid;
  Tonnes demand;
  Tonnes sold;
  Tonnes sold_base;
  Tonnes sold_consigned;
  Tonnes sold_withheld;
  Tonnes sold_reserve;
  Tonnes sold_ceiling;
  Cash proceeds;
};

struct AuctionCancelled {
  AuctionId auction{};
};

}  // namespace tanshi
