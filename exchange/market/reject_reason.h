// Why the market refuses a command. A refusal is an event, not a failure: it is journaled, it
// carries one of these reasons, and the market's state is left as it was.
//
// Declared by falling precedence: where several apply, the first is reported. The numbers are in
// the journal, on the wire and in docs/errors.md: never renumber or reuse one.
#pragma once

#include <cstdint>
#include <string_view>

namespace tanshi {

enum class RejectReason : std::uint8_t {
  // Form: what no state could make right.
  kTimeBackwards = 1,           // the command's time is before the market's
  kIdOutOfRange = 2,            // an account, instrument or order id, or a year, outside its range
  kEnumOutOfRange = 3,          // a side, type, time in force, ... that has no meaning
  kQuantityNotPositive = 4,     // quantity or emissions below what the command allows
  kQuantityAboveLimit = 5,      // more than one command may move, or than there may be
  kAmountNotPositive = 6,       // cash of zero or less
  kAmountAboveLimit = 7,        // more cash than the whole market may hold, or fine
  kPriceNotPositive = 8,        // limit, tick or penalty of zero or less
  kPriceAboveLimit = 9,         // above the instrument's highest price
  kFlagsContradict = 10,        // post-only with a market, IOC or FOK order
  kInstrumentSpecInvalid = 11,  // tick, vintages, highest price or margin that fit no book
  kAuctionSpecInvalid = 12,     // a tier with a trigger below the reserve price
  kTradingRulesInvalid = 13,    // a rate, limit, reference price or mode that cannot be
  kSurrenderTermsInvalid = 14,  // a worth, quota or number of years that cannot be
  // Things that are not there, or there already.
  kAccountUnknown = 20,
  kAccountExists = 21,
  kInstrumentUnknown = 22,
  kInstrumentExists = 23,
  kVintageNotOfInstrument = 24,  // the instrument does not cover the vintage
  kSameAccount = 25,             // a transfer to oneself
  kPriceOffTick = 26,
  kQuantityOffLot = 27,
  kAuctionUnknown = 28,  // never announced, cleared or cancelled
  kAuctionExists = 29,   // at or below an auction id that was used
  // The instrument's rules of trading.
  kModeForbids = 30,        // the instrument's way to trade does not know such an order
  kAboveOrderLimit = 31,    // more than one order may ask for
  kPriceAboveBand = 32,     // above the highest price of the day
  kPriceBelowBand = 33,     // below the lowest price of the day
  kBelowBlockMinimum = 34,  // less than a block trade must have
  kInstrumentHalted = 35,   // by the operator or its circuit breaker
  kForwardDelivered = 38,   // the forward's book is closed for good
  // Orders.
  kMarketClosed = 40,
  kOrderIdNotRising = 41,        // at or below an order id that the account has used: a duplicate
  kOrderNotLive = 42,            // to cancel or replace: never placed, filled, cancelled
  kCashInsufficient = 43,        // available cash does not cover limit x quantity
  kAllowancesInsufficient = 44,  // available allowances (of a vintage that may be used)
  kWouldTake = 45,               // post-only order that would trade at once
  kCannotFill = 46,              // fill-or-kill order that the book cannot fill whole
  kBidNotLive = 47,              // to withdraw: never submitted, or withdrawn
  kBidBelowReserve = 48,         // a bid that could never win
  kAboveBidLimit = 49,           // with the account's other bids of the auction
  kAuctionHasBids = 50,          // a tier that comes after the first bid
  kTooManyBids = 51,             // or consignments of one account, or tiers, in one auction
  kBookCrossed = 54,        // the orders that wait must be uncrossed before trading is continuous
  kOwnOrdersCross = 55,     // an order that waits would cross one of the account's own
  kNotSellableToday = 56,   // of what the account has available, the rest was bought today (T+1)
  kAboveHoldingLimit = 57,  // the account could hold more than it may
  kBeyondBestLevels = 58,   // to take: not among the best five levels of its side
  kAboveOpenQuantity = 59,  // to take: more than the order has open
  // Compliance.
  kYearSettled = 60,        // report, surrender or settle for a year that is closed
  kEmissionsReported = 61,  // the account reported that year already
  kAboveObligation = 62,    // surrender of more than the account owes
  kAboveQuota = 63,         // or of more than the instrument may meet of it
};

// snake_case name as on the wire and in files, such as "cash_insufficient"; empty if it is none.
[[nodiscard]] std::string_view name_of(RejectReason reason);

}  // namespace tanshi
