// What may be asked of the market: one struct a command, gathered in `Command`.
//
// A command is all that the market gets to know: the time, the ids and every choice come inside
// it, so a log of commands is a complete account of a session. Commands are plain values; nothing
// here is trusted: the market checks each field and refuses with a reason (reject_reason.h).
//
// The order of the alternatives in `Action` is in the journal: append, never reorder.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "exchange/auction/auction.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/book/book_types.h"
#include "exchange/policy/surrender_terms.h"
#include "exchange/policy/trading_rules.h"

namespace tanshi {

// ---- Trading: by the holder of the account -----------------------------------------------------

enum class OrderType : std::uint8_t {
  kLimit = 1,
  // Takes what the book offers up to `limit`, its protection price, and never rests.
  kMarket = 2,
};

struct SubmitOrder {
  AccountId account{};
  OrderId order{};  // above every earlier order id of the account
  InstrumentId instrument{};
  Side side = Side::kBuy;
  OrderType type = OrderType::kLimit;
  Price limit;      // worst price accepted; on the instrument's tick
  Tonnes quantity;  // a multiple of the instrument's lot
  TimeInForce time_in_force = TimeInForce::kGoodTillCancel;  // ignored for market orders
  SelfTradePrevention self_trade_prevention = SelfTradePrevention::kCancelResting;
  bool post_only = false;  // refused instead of taking
};

struct CancelOrder {
  AccountId account{};
  OrderId order{};
};

// Gives a resting order a new limit and a new open quantity. It keeps its place in the queue when
// the limit stays and the quantity shrinks; else it joins as if new, and may trade.
struct ReplaceOrder {
  AccountId account{};
  OrderId order{};
  Price limit;
  Tonnes quantity;  // open from now on
  bool post_only = false;
};

// Cancels by instrument and order id; refused (order_not_live) if there is nothing to cancel.
struct CancelAllOrders {
  AccountId account{};
  std::optional<InstrumentId> instrument;  // absent: all instruments
};

// ---- Registry: by the operator, or the holder where noted --------------------------------------

struct OpenAccount {
  AccountId account{};
};

// A book of allowances of the vintages [first_vintage, last_vintage]: one year, or merged.
struct ListInstrument {
  InstrumentId instrument{};
  Year first_vintage{};
  Year last_vintage{};
  Price tick;       // prices are multiples of it
  Tonnes lot;       // quantities are multiples of it
  Price max_price;  // highest limit accepted
};

struct DepositCash {
  AccountId account{};
  Cash amount;
};

struct WithdrawCash {
  AccountId account{};
  Cash amount;
};

// Creates allowances of one vintage in the account; the instrument is the one that covers it.
struct IssueAllowances {
  AccountId account{};
  InstrumentId instrument{};
  Year vintage{};
  Tonnes quantity;
};

// Free delivery, oldest vintage first. By the holder of `from`.
struct TransferAllowances {
  AccountId from{};
  AccountId to{};
  InstrumentId instrument{};
  Tonnes quantity;
};

// Takes allowances out of circulation for good, oldest vintage first. By the holder.
struct CancelAllowances {
  AccountId account{};
  InstrumentId instrument{};
  Tonnes quantity;
};

// ---- Compliance --------------------------------------------------------------------------------

// Verified emissions of one account and year; adds to the account's obligation. Under a scheme
// other than emissions: what is owed for the year, in the scheme's unit. By the operator.
struct ReportEmissions {
  AccountId account{};
  Year year{};
  Tonnes emissions;
  SchemeId scheme{};
};

// Gives units up against what the account owes for `year`, by the instrument's surrender terms:
// under their scheme, those of vintages that may serve it, oldest first. By the holder.
struct SurrenderAllowances {
  AccountId account{};
  InstrumentId instrument{};
  Year year{};
  Tonnes quantity;
};

// Sets what the units of an instrument are good for at surrender, from now on
// (exchange/policy/surrender_terms.h); allowances of vintages up to the year, a tonne each, until
// then. A quota counts what is surrendered while it is set, and forgets it when the scheme changes.
// By the operator.
struct SetSurrenderTerms {
  InstrumentId instrument{};
  SurrenderTerms terms;
};

// Ends the compliance of a year with one scheme for every account that owes: what is missing is
// fined at `penalty` a tonne, and is owed again next year (make-good). By the operator.
struct SettleCompliance {
  Year year{};
  Price penalty;
  SchemeId scheme{};
};

// ---- Session: by the operator ------------------------------------------------------------------

enum class TradingPhase : std::uint8_t {
  kClosed = 1,  // orders are refused; cancels are accepted
  kOpen = 2,    // continuous trading
};

struct SetTradingPhase {
  TradingPhase phase = TradingPhase::kClosed;
};

// Ends a trading day: day orders expire, each instrument gets its close, by its close rule, and a
// circuit breaker lets it trade again. Orders outside the new day's band end.
struct CloseDay {};

// ---- Auctions: sealed bids for allowances, cleared at once -------------------------------------

// Opens an auction for bids. What it sells of `supply` and of its tiers is issued, of `vintage`,
// when it clears, and paid to `seller`; what stays unsold is never issued. The rules are those of
// AuctionRules (exchange/auction/auction.h). By the operator.
struct AnnounceAuction {
  AuctionId auction{};  // above every earlier auction id
  InstrumentId instrument{};
  Year vintage{};
  AccountId seller{};
  Tonnes supply;                     // 0: consigned allowances alone, and what tiers add
  Tonnes lot;                        // bids are multiples of it
  Tonnes award_lot{1};               // pro-rata shares are rounded down to multiples of it
  Price reserve_price;               // lower bids are refused
  Price confidential_reserve_price;  // 0: none. Lower bids lose
  Tonnes bid_limit;                  // the most that one account may bid for; 0: no limit
  Tonnes purchase_limit;             // the most that one account may win; 0: no limit
  PricingRule pricing = PricingRule::kLowestAccepted;
  TieRule tie = TieRule::kByArrival;
  RestRule rest = RestRule::kToEarliest;
  ShortfallRule shortfall = ShortfallRule::kSellAtReserve;
  ConsignmentRule consignment = ConsignmentRule::kFirst;
};

// Adds a step to the supply of an auction that has no bids yet. By the operator.
struct AddSupplyTier {
  AuctionId auction{};
  SupplyClass supply_class = SupplyClass::kReserve;  // kWithheld, kReserve or kCeiling
  Price trigger;                                     // offered from this price upwards
  Tonnes quantity;
};

// Allowances of the account's own for sale in an auction, oldest vintage first. By the holder.
struct ConsignAllowances {
  AccountId account{};
  AuctionId auction{};
  Price ask;  // offered from this price upwards; 0: at any
  Tonnes quantity;
};

struct SubmitBid {
  AccountId account{};
  OrderId bid{};  // above every earlier order id of the account
  AuctionId auction{};
  Price price;
  Tonnes quantity;  // a multiple of the auction's lot
};

struct WithdrawBid {
  AccountId account{};
  OrderId bid{};
  AuctionId auction{};
};

// Ends the bidding, clears, delivers and pays. By the operator.
struct CloseAuction {
  AuctionId auction{};
  std::int64_t tie_seed = 0;  // for TieRule::kSeeded
};

// Ends an auction without a sale; everything bound is released. By the operator.
struct CancelAuction {
  AuctionId auction{};
};

// ---- Rules of trading: by the operator ---------------------------------------------------------

// Sets all rules of an instrument anew (exchange/policy/trading_rules.h). What waits and would not
// be admitted under them ends: orders outside the band, every buy order if the fees change, since
// each binds the fee that it may have to pay, and all direct offers. Continuous trading cannot
// begin while waiting orders cross: see Uncross.
struct SetTradingRules {
  InstrumentId instrument{};
  TradingRules rules;
};

// Halts an instrument, or lets it trade again, also after its circuit breaker. While it is halted
// only cancels are accepted.
struct SetHalt {
  InstrumentId instrument{};
  bool halted = false;
};

// The most that an account may hold of an instrument, with what its buy orders, its offers to buy
// and its bids may still bring. What it holds already, or is issued, may be more.
struct SetHoldingLimit {
  InstrumentId instrument{};
  AccountId account{};  // 0: every account that has no limit of its own
  Tonnes limit;         // 0: none
};

// ---- Other ways to trade: by the holder of the account -----------------------------------------

// Takes from a resting order of another account, at its limit. Only where the instrument trades by
// posted listing, and only orders of the best five levels of their side.
struct TakeListing {
  AccountId account{};
  OrderId order{};  // above every earlier order id of the account
  AccountId maker_account{};
  OrderId maker_order{};
  Tonnes quantity;  // at most what the resting order has open
};

// Offers a trade to one account alone, over the counter, and binds what it takes; the offer ends
// with the day. A block trade has a least quantity and a band of its own; other direct trades are
// at any price. Neither makes prices: they are no part of last, close and volume.
struct OfferDirect {
  AccountId account{};
  OrderId order{};  // above every earlier order id of the account
  InstrumentId instrument{};
  Side side = Side::kBuy;  // of the account
  Price price;
  Tonnes quantity;
  AccountId to{};
  bool is_block = false;
};

// By the account to which the offer was made; all of it.
struct AcceptOffer {
  AccountId account{};
  AccountId from{};
  OrderId order{};  // of `from`
};

struct DeclineOffer {
  AccountId account{};
  AccountId from{};
  OrderId order{};  // of `from`
};

struct WithdrawOffer {
  AccountId account{};
  OrderId order{};
};

// Ends a call, by the operator: all orders that can trade do so at one price
// (exchange/auction/call_auction.h), by price, then time. What is left waits on, and trades in
// `mode` from now on.
struct Uncross {
  InstrumentId instrument{};
  TradingMode mode = TradingMode::kCall;
};

// ---- Forwards: by the operator -----------------------------------------------------------------

// A book of forwards on the allowances of another instrument: its trades make positions, which
// DeliverForward settles (exchange/policy/forward.h). It trades continuously, without T+1.
struct ListForward {
  InstrumentId instrument{};
  InstrumentId underlying{};  // of allowances
  Year vintage{};             // the newest that may be delivered; the underlying covers it
  Price tick;                 // as of ListInstrument
  Tonnes lot;
  Price max_price;
  BasisPoints margin;  // of the contract value, in 0 .. 10,000, from buyer and seller
  Year delivery{};     // when it is to be delivered; told to traders, not enforced
};

// Ends the book of a forward for good: its orders end, shorts deliver what they have available,
// longs pay, and the rest is settled in cash.
struct DeliverForward {
  InstrumentId instrument{};
};

using Action =
    std::variant<SubmitOrder, CancelOrder, ReplaceOrder, CancelAllOrders, OpenAccount,
                 ListInstrument, DepositCash, WithdrawCash, IssueAllowances, TransferAllowances,
                 CancelAllowances, ReportEmissions, SurrenderAllowances, SettleCompliance,
                 SetTradingPhase, CloseDay, AnnounceAuction, AddSupplyTier, ConsignAllowances,
                 SubmitBid, WithdrawBid, CloseAuction, CancelAuction, SetTradingRules, SetHalt,
                 SetHoldingLimit, TakeListing, OfferDirect, AcceptOffer, DeclineOffer,
                 WithdrawOffer, Uncross, SetSurrenderTerms, ListForward, DeliverForward>;

struct Command {
  SimTime time;  // never earlier than the command before
  Action action;
};

}  // namespace tanshi
