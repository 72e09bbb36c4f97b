#include "exchange/market/reject_reason.h"

namespace tanshi {

// A table with a row for each reason, so longer than a function may be.
// NOLINTNEXTLINE(readability-function-size)
std::string_view name_of(RejectReason reason) {
  switch (reason) {
    case RejectReason::kTimeBackwards:
      return "time_backwards";
    case RejectReason::kIdOutOfRange:
      return "id_out_of_range";
    case RejectReason::kEnumOutOfRange:
      return "enum_out_of_range";
    case RejectReason::kQuantityNotPositive:
      return "quantity_not_positive";
    case RejectReason::kQuantityAboveLimit:
      return "quantity_above_limit";
    case RejectReason::kAmountNotPositive:
      return "amount_not_positive";
    case RejectReason::kAmountAboveLimit:
      return "amount_above_limit";
    case RejectReason::kPriceNotPositive:
      return "price_not_positive";
    case RejectReason::kPriceAboveLimit:
      return "price_above_limit";
    case RejectReason::kFlagsContradict:
      return "flags_contradict";
    case RejectReason::kInstrumentSpecInvalid:
      return "instrument_spec_invalid";
    case RejectReason::kAuctionSpecInvalid:
      return "auction_spec_invalid";
    case RejectReason::kAccountUnknown:
      return "account_unknown";
    case RejectReason::kAccountExists:
      return "account_exists";
    case RejectReason::kInstrumentUnknown:
      return "instrument_unknown";
    case RejectReason::kInstrumentExists:
      return "instrument_exists";
    case RejectReason::kVintageNotOfInstrument:
      return "vintage_not_of_instrument";
    case RejectReason::kSameAccount:
      return "same_account";
    case RejectReason::kPriceOffTick:
      return "price_off_tick";
    case RejectReason::kQuantityOffLot:
      return "quantity_off_lot";
    case RejectReason::kAuctionUnknown:
      return "auction_unknown";
    case RejectReason::kAuctionExists:
      return "auction_exists";
    case RejectReason::kMarketClosed:
      return "market_closed";
    case RejectReason::kOrderIdNotRising:
      return "order_id_not_rising";
    case RejectReason::kOrderNotLive:
      return "order_not_live";
    case RejectReason::kCashInsufficient:
      return "cash_insufficient";
    case RejectReason::kAllowancesInsufficient:
      return "allowances_insufficient";
    case RejectReason::kWouldTake:
      return "would_take";
    case RejectReason::kCannotFill:
      return "cannot_fill";
    case RejectReason::kBidNotLive:
      return "bid_not_live";
    case RejectReason::kBidBelowReserve:
      return "bid_below_reserve";
    case RejectReason::kAboveBidLimit:
      return "above_bid_limit";
    case RejectReason::kAuctionHasBids:
      return "auction_has_bids";
    case RejectReason::kTooManyBids:
      return "too_many_bids";
    case RejectReason::kYearSettled:
      return "year_settled";
    case RejectReason::kEmissionsReported:
      return "emissions_reported";
    case RejectReason::kAboveObligation:
      return "above_obligation";
  }
  return {};
}

}  // namespace tanshi
