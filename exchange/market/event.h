// What the market says: one struct an event, gathered in `Event`. Events are numbered from 1 in
// the order in which they happen; the order books, every balance and every obligation can be
// rebuilt from them alone.
//
// The order of the alternatives and of the fields enters the events' hash: append, never reorder.
#pragma once

#include <cstdint>
#include <variant>

#include "exchange/auction/clear_auction.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/book/book_types.h"
#include "exchange/market/command.h"
#include "exchange/market/direct_offer.h"
#include "exchange/market/reject_reason.h"

namespace tanshi {

// The command changed nothing. `command` is the index of its alternative in `Action`; `account`
// and `order` are 0 where the command has none; `bound` is the limit that was broken, in the
// unit of the field, or 0.
struct Refused {
  std::int32_t command = 0;
  AccountId account{};
  OrderId order{};
  RejectReason reason{};
  std::int64_t bound = 0;
};

// The order was admitted; its trades, its rest or its end follow at once.
struct OrderAccepted {
  AccountId account{};
  OrderId order{};
  InstrumentId instrument{};
  Side side{};
  Price limit;
  Tonnes quantity;
};

// `open` tonnes wait in the book at `limit`, last in their queue.
struct OrderRested {
  AccountId account{};
  OrderId order{};
  InstrumentId instrument{};
  Side side{};
  Price limit;
  Tonnes open;
};

// Delivery versus payment of one fill, at the resting order's price.
struct Traded {
  InstrumentId instrument{};
  Side taker_side{};
  Price price;
  Tonnes quantity;
  AccountId maker_account{};
  OrderId maker_order{};
  AccountId taker_account{};
  OrderId taker_order{};
};

// The order shrank in place and kept its time: `open` is left of `open + reduction`.
struct OrderReduced {
  AccountId account{};
  OrderId order{};
  InstrumentId instrument{};
  Side side{};
  Price limit;
  Tonnes open;
  Tonnes reduction;
};

enum class CancelReason : std::uint8_t {
  kByHolder = 1,
  kReplaced = 2,            // gave way to its successor of the same id
  kImmediateRemainder = 3,  // market and IOC: what the book did not fill
  kSelfTradePrevention = 4,
  kDayEnded = 5,
  kRulesChanged = 6,  // its limit is outside the band, or it binds another fee
  kDeclined = 7,      // the offer, by whom it was made to
};

// `quantity` tonnes of the order ended unfilled. `resting` tells whether they stood in the book.
struct OrderCancelled {
  AccountId account{};
  OrderId order{};
  InstrumentId instrument{};
  Side side{};
  Price limit;
  Tonnes quantity;
  CancelReason reason{};
  bool resting = false;
};

struct AccountOpened {
  AccountId account{};
};

struct InstrumentListed {
  InstrumentId instrument{};
  Year first_vintage{};
  Year last_vintage{};
  Price tick;
  Tonnes lot;
  Price max_price;
};

struct CashDeposited {
  AccountId account{};
  Cash amount;
};

struct CashWithdrawn {
  AccountId account{};
  Cash amount;
};

struct AllowancesIssued {
  AccountId account{};
  InstrumentId instrument{};
  Year vintage{};
  Tonnes quantity;
};

// One event a vintage that moved; likewise for the next two.
struct AllowancesTransferred {
  AccountId from{};
  AccountId to{};
  InstrumentId instrument{};
  Year vintage{};
  Tonnes quantity;
};

struct AllowancesCancelled {
  AccountId account{};
  InstrumentId instrument{};
  Year vintage{};
  Tonnes quantity;
};

struct AllowancesSurrendered {
  AccountId account{};
  InstrumentId instrument{};
  Year vintage{};
  Year year{};  // of the obligation
  Tonnes quantity;
};

struct EmissionsReported {
  AccountId account{};
  Year year{};
  Tonnes emissions;
};

// One an account that owed: what it owed for the year (make-good of earlier years included),
// what it surrendered, what was missing (owed again next year) and the fine that it paid.
struct ComplianceSettled {
  AccountId account{};
  Year year{};
  Tonnes obligation;
  Tonnes surrendered;
  Tonnes shortfall;
  Cash penalty;
};

// Follows the accounts' settlements.
struct YearSettled {
  Year year{};
};

struct PhaseChanged {
  TradingPhase phase{};
};

// One an instrument, then `DayClosed`. Price 0: never traded. Orders outside the new band end after
// the instrument's.
struct InstrumentClosed {
  InstrumentId instrument{};
  Price close;
  Tonnes volume;  // traded since the close before
};

struct DayClosed {};

// ---- Auctions ----------------------------------------------------------------------------------

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

// ---- Rules of trading --------------------------------------------------------------------------

// The orders that they end follow.
struct TradingRulesSet {
  InstrumentId instrument{};
  TradingRules rules;
};

struct HaltChanged {
  InstrumentId instrument{};
  Halt halt{};
};

struct HoldingLimitSet {
  InstrumentId instrument{};
  AccountId account{};
  Tonnes limit;
};

// What one side of the trade before paid for it, besides the price, to the fee account of the
// rules. A buyer pays out of what its order bound, a seller out of what it received.
struct FeeCharged {
  AccountId account{};
  OrderId order{};
  InstrumentId instrument{};
  AccountId to{};
  Cash amount;
};

// ---- Other ways to trade -----------------------------------------------------------------------

// What it takes is bound until the offer trades or ends.
struct DirectOffered {
  DirectOffer offer;
};

// The offer was accepted: delivery versus payment of all of it.
struct DirectTraded {
  DirectOffer offer;
};

struct OfferEnded {
  DirectOffer offer;
  CancelReason reason{};
};

// A fill of a call, at its price: of a buy order and a sell order that waited at their limits.
struct CallTraded {
  InstrumentId instrument{};
  Price price;
  Tonnes quantity;
  AccountId buyer{};
  OrderId buy_order{};
  Price buy_limit;
  AccountId seller{};
  OrderId sell_order{};
  Price sell_limit;
};

// Follows the fills of a call. `surplus`: what buyers would have taken more at the price, or
// (negative) sellers given. Price and volume 0: nothing could trade.
struct Uncrossed {
  InstrumentId instrument{};
  Price price;
  Tonnes volume;
  Tonnes surplus;
  TradingMode mode{};  // from now on
};

using Event = std::variant<
    Refused, OrderAccepted, OrderRested, Traded, OrderReduced, OrderCancelled, AccountOpened,
    InstrumentListed, CashDeposited, CashWithdrawn, AllowancesIssued, AllowancesTransferred,
    AllowancesCancelled, AllowancesSurrendered, EmissionsReported, ComplianceSettled, YearSettled,
    PhaseChanged, InstrumentClosed, DayClosed, AuctionAnnounced, SupplyTierAdded,
    AllowancesConsigned, BidSubmitted, BidWithdrawn, BidAwarded, BidLost, AuctionDelivered,
    SupplySold, ConsignmentReturned, AuctionCleared, AuctionCancelled, TradingRulesSet, HaltChanged,
    HoldingLimitSet, FeeCharged, DirectOffered, DirectTraded, OfferEnded, CallTraded, Uncrossed>;

}  // namespace tanshi
