#include "exchange/market/reject_reason.h"

namespace tanshi {

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
    case RejectReason::kTradingRulesInvalid:
      return "trading_rules_invalid";
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
    case RejectReason::kModeForbids:
      return "mode_forbids";
    case RejectReason::kAboveOrderLimit:
      return "above_order_limit";
    case RejectReason::kPriceAboveBand:
      return "price_above_band";
    case RejectReason::kPriceBelowBand:
      return "price_below_band";
    case RejectReason::kInstrumentHalted:
      return "instrument_halted";
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
    case RejectReason::kNotSellableToday:
      return "not_sellable_today";
    case RejectReason::kAboveHoldingLimit:
      return "above_holding_limit";
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
