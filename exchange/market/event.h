// What the market says: one struct an event, gathered in `Event`. Events are numbered from 1 in
// the order in which they happen; the order books, every balance and every obligation can be
// rebuilt from them alone.
//
// The order of the alternatives and of the fields enters the events' hash: append, never reorder.
#pragma once

#include <cstdint>
#include <variant>

#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/book/book_types.h"
#include "exchange/market/auction_event.h"
#include "exchange/market/command.h"
#include "exchange/market/direct_offer.h"
#include "exchange/market/forward_event.h"
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
  kDelivered = 8,     // the forward
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
  SchemeId scheme{};
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
  SchemeId scheme{};
};

// Follows the accounts' settlements.
struct YearSettled {
  Year year{};
  SchemeId scheme{};
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

// ---- Surrender terms ---------------------------------------------------------------------------

struct SurrenderTermsSet {
  InstrumentId instrument{};
  SurrenderTerms terms;
};

// Follows what was surrendered of an instrument with a quota or a worth of its own: the tonnes owed
// that this met, under the scheme of its terms.
struct ObligationMet {
  AccountId account{};
  InstrumentId instrument{};
  Year year{};
  Tonnes met;
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

using Event =
    std::variant<Refused, OrderAccepted, OrderRested, Traded, OrderReduced, OrderCancelled,
                 AccountOpened, InstrumentListed, CashDeposited, CashWithdrawn, AllowancesIssued,
                 AllowancesTransferred, AllowancesCancelled, AllowancesSurrendered,
                 EmissionsReported, ComplianceSettled, YearSettled, PhaseChanged, InstrumentClosed,
                 DayClosed, AuctionAnnounced, SupplyTierAdded, AllowancesConsigned, BidSubmitted,
                 BidWithdrawn, BidAwarded, BidLost, AuctionDelivered, SupplySold,
                 ConsignmentReturned, AuctionCleared, AuctionCancelled, TradingRulesSet,
                 HaltChanged, HoldingLimitSet, FeeCharged, DirectOffered, DirectTraded, OfferEnded,
                 CallTraded, Uncrossed, SurrenderTermsSet, ObligationMet, ForwardListed,
                 PositionChanged, PositionSettled, ForwardDelivered>;

}  // namespace tanshi
