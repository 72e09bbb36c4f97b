#include "exchange/wire/refusal_detail.h"

#include <string_view>
#include <type_traits>
#include <variant>

#include "exchange/base/checked_math.h"
#include "exchange/market/command.h"
#include "exchange/registry/allowance_ledger.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

template <class Command, std::size_t Index = 0>
consteval std::int32_t index_of() {
  if constexpr (std::is_same_v<Command, std::variant_alternative_t<Index, Action>>) {
    return static_cast<std::int32_t>(Index);
  } else {
    return index_of<Command, Index + 1>();
  }
}

template <class... Command>
bool is_one_of(std::int32_t index) {
  return ((index == index_of<Command>()) || ...);
}

// The wire's names of a command's fields.
std::string_view quantity_field(std::int32_t command) {
  if (is_one_of<ReportEmissions>(command)) return "emissions_t";
  if (is_one_of<ListInstrument>(command)) return "instrument.lot_t";
  if (is_one_of<ListForward>(command)) return "forward.lot_t";
  if (is_one_of<AnnounceAuction>(command)) return "supply_t, a lot or a limit";
  if (is_one_of<CloseAuction>(command)) return "what may have to be issued";
  if (is_one_of<SetHoldingLimit>(command)) return "limit_t";
  return "quantity_t";
}

std::string_view price_field(std::int32_t command) {
  if (is_one_of<SettleCompliance>(command)) return "penalty_cents_per_tonne";
  if (is_one_of<SubmitBid>(command)) return "price_cents_per_tonne";
  if (is_one_of<AddSupplyTier>(command)) return "trigger_price_cents_per_tonne";
  if (is_one_of<ConsignAllowances>(command)) return "ask_price_cents_per_tonne";
  if (is_one_of<AnnounceAuction>(command)) {
    return "reserve_price_cents_per_tonne or confidential_reserve_price_cents_per_tonne";
  }
  if (is_one_of<ListInstrument>(command)) {
    return "instrument.tick_cents_per_tonne or max_price_cents_per_tonne";
  }
  if (is_one_of<ListForward>(command)) {
    return "forward.tick_cents_per_tonne or max_price_cents_per_tonne";
  }
  if (is_one_of<OfferDirect>(command)) return "price_cents_per_tonne";
  return "limit_price_cents_per_tonne";
}

std::string_view id_fields(std::int32_t command) {
  if (is_one_of<SubmitOrder, CancelOrder, ReplaceOrder>(command)) return "order_id";
  if (is_one_of<SubmitBid, WithdrawBid>(command)) return "bid_id or auction_id";
  if (is_one_of<SetTradingRules>(command)) return "rules.fee_account_id, which fees must have,";
  if (is_one_of<ReportEmissions, SetSurrenderTerms, SettleCompliance>(command)) {
    return "an id, a year or a scheme (0 to 7)";
  }
  return "an id or a year";
}

std::int64_t largest_quantity(std::int32_t command) {
  if (is_one_of<SetHoldingLimit>(command)) return kMaxIssued.raw();
  if (is_one_of<AnnounceAuction, AddSupplyTier, ConsignAllowances>(command)) {
    return kMaxAuctionQuantity.raw();
  }
  const bool is_order = is_one_of<SubmitOrder, ReplaceOrder, ListInstrument, ListForward, SubmitBid,
                                  TakeListing, OfferDirect>(command);
  return (is_order ? kMaxOrderQuantity : kMaxQuantity).raw();
}

// A table with a row for each reason, so longer than a function may be.
// NOLINTNEXTLINE(readability-function-size)
std::string sentence(const Refused& refused) {
  const std::int32_t command = refused.command;
  const std::int64_t bound = refused.bound;
  switch (refused.reason) {
    case RejectReason::kTimeBackwards:
      return fmt::format("the time must be at least {} ns", bound);
    case RejectReason::kIdOutOfRange:
      if (bound > 0) return fmt::format("{} must be at most {}", id_fields(command), bound);
      return fmt::format("{} is out of range; ids start at 1", id_fields(command));
    case RejectReason::kEnumOutOfRange:
      return "a side, type, time in force or phase has no meaning";
    case RejectReason::kQuantityNotPositive:
      if (bound > 0) {
        return fmt::format("quantity_t must be at least {}, which meet a tonne", bound);
      }
      return fmt::format("{} must be in [{}, {}]", quantity_field(command),
                         is_one_of<ReportEmissions, SetHoldingLimit>(command) ? 0 : 1,
                         largest_quantity(command));
    case RejectReason::kQuantityAboveLimit:
      return fmt::format("{} must be at most {}", quantity_field(command), bound);
    case RejectReason::kAmountNotPositive:
      return fmt::format("amount_cents must be in [1, {}]", kMaxCash.raw());
    case RejectReason::kAmountAboveLimit:
      return fmt::format(
          "{} must be at most {}",
          is_one_of<SettleCompliance>(command) ? "the fines together" : "amount_cents", bound);
    case RejectReason::kPriceNotPositive:
      return fmt::format("{} must be in [1, {}]", price_field(command), kMaxPrice.raw());
    case RejectReason::kPriceAboveLimit:
      return fmt::format("{} must be at most {}", price_field(command), bound);
    case RejectReason::kFlagsContradict:
      return "post_only must be false for market, immediate-or-cancel and fill-or-kill orders";
    case RejectReason::kInstrumentSpecInvalid:
      if (is_one_of<ListForward>(command)) {
        return "the forward's margin must be in [0, 10000] bps, and its tick at most its highest "
               "price";
      }
      return "the instrument's vintages must rise and span at most 64 years, and its tick be at "
             "most "
             "its highest price";
    case RejectReason::kAuctionSpecInvalid:
      return fmt::format("trigger_price_cents_per_tonne must be at least {}, the reserve price",
                         bound);
    case RejectReason::kTradingRulesInvalid:
      return "a rate, limit or reference price is outside its range: fees in [0, 10000] bps, bands "
             "and breaker in [0, 1000000] bps, limits from 0; a forward trades continuously, "
             "without T+1";
    case RejectReason::kSurrenderTermsInvalid:
      return "worth_bps must be in [1, 1000000], quota_bps in [0, 10000], bank_years from 0, "
             "borrow_years in [0, 63], barrier_year in [0, 9998]";
    case RejectReason::kAccountUnknown:
      return "the account is not open";
    case RejectReason::kAccountExists:
      return "account_id is open already";
    case RejectReason::kInstrumentUnknown:
      return is_one_of<ListForward>(command)      ? "forward.underlying_instrument_id is not listed"
             : is_one_of<DeliverForward>(command) ? "instrument_id is not a listed forward"
                                                  : "instrument_id is not listed";
    case RejectReason::kInstrumentExists:
      return is_one_of<ListForward>(command) ? "forward.instrument_id is listed already"
                                             : "instrument.instrument_id is listed already";
    case RejectReason::kVintageNotOfInstrument:
      return "vintage_year is not covered by the instrument";
    case RejectReason::kSameAccount:
      return is_one_of<SubmitBid>(command) ? "the seller may not bid in its own auction"
                                           : "to_account_id must differ from from_account_id";
    case RejectReason::kPriceOffTick:
      return fmt::format("{} must be a multiple of {}", price_field(command), bound);
    case RejectReason::kQuantityOffLot:
      return fmt::format("quantity_t must be a multiple of {}", bound);
    case RejectReason::kAuctionUnknown:
      return "auction_id takes no bids: never announced, cleared, or cancelled";
    case RejectReason::kAuctionExists:
      return fmt::format("auction_id must be above {}, the latest", bound);
    case RejectReason::kModeForbids:
      return "the instrument's way to trade does not know such a command or order";
    case RejectReason::kAboveOrderLimit:
      return fmt::format("quantity_t must be at most {}, the most in one order", bound);
    case RejectReason::kPriceAboveBand:
      return fmt::format("{} must be at most {}, the highest price of the day",
                         price_field(command), bound);
    case RejectReason::kPriceBelowBand:
      return fmt::format("{} must be at least {}, the lowest price of the day",
                         price_field(command), bound);
    case RejectReason::kBelowBlockMinimum:
      return fmt::format("quantity_t must be at least {}, the least in a block trade", bound);
    case RejectReason::kInstrumentHalted:
      return "the instrument is halted: only cancels are accepted";
    case RejectReason::kForwardDelivered:
      return "the forward is delivered: its book is closed for good";
    case RejectReason::kMarketClosed:
      return "the market is closed: only cancels are accepted";
    case RejectReason::kOrderIdNotRising:
      return fmt::format("order_id must be above {}, the account's latest", bound);
    case RejectReason::kOrderNotLive:
      return is_one_of<CancelAllOrders>(command) ? "the account has no order in the book"
             : is_one_of<TakeListing>(command)
                 ? "maker_order_id is not in the book: never placed, filled, or cancelled"
             : is_one_of<AcceptOffer, DeclineOffer, WithdrawOffer>(command)
                 ? "no such offer waits: never made to this account, answered, or withdrawn"
                 : "order_id is not in the book: never placed, filled, or cancelled";
    case RejectReason::kCashInsufficient:
      return is_one_of<WithdrawCash>(command)
                 ? fmt::format("amount_cents must be at most {}, the available cash", bound)
                 : fmt::format(
                       "{} x quantity_t (of a forward, the margin of it), with its fee, must be at "
                       "most {} cents, the available cash",
                       price_field(command), bound);
    case RejectReason::kAllowancesInsufficient:
      return fmt::format("quantity_t must be at most {}, the available allowances that may be used",
                         bound);
    case RejectReason::kWouldTake:
      return "post_only: the order would trade at once";
    case RejectReason::kCannotFill:
      return "time_in_force fill-or-kill: the book cannot fill quantity_t whole";
    case RejectReason::kBidNotLive:
      return "bid_id is not in the auction: never submitted, or withdrawn";
    case RejectReason::kBidBelowReserve:
      return fmt::format("price_cents_per_tonne must be at least {}, the reserve price", bound);
    case RejectReason::kAboveBidLimit:
      return fmt::format("quantity_t must be at most {}, what is left of the bid limit", bound);
    case RejectReason::kAuctionHasBids:
      return "the supply cannot change once there are bids";
    case RejectReason::kTooManyBids:
      return fmt::format("there are {} already, the most that there may be", bound);
    case RejectReason::kBookCrossed:
      return "orders that wait cross: uncross them before trading is continuous";
    case RejectReason::kOwnOrdersCross:
      return "the order would cross another one of the account that waits";
    case RejectReason::kNotSellableToday:
      return fmt::format(
          "quantity_t must be at most {}: what was bought today cannot be sold today", bound);
    case RejectReason::kAboveHoldingLimit:
      return fmt::format("with its buy orders the account could hold more than {} t", bound);
    case RejectReason::kBeyondBestLevels:
      return fmt::format("maker_order_id must be among the best five levels, which end at {}",
                         bound);
    case RejectReason::kAboveOpenQuantity:
      return fmt::format("quantity_t must be at most {}, what the order has open", bound);
    case RejectReason::kYearSettled:
      return "year is settled already, under that scheme";
    case RejectReason::kEmissionsReported:
      return "the account's emissions of that year, or what it owes, are reported already";
    case RejectReason::kAboveObligation:
      return fmt::format("quantity_t must be at most {}, what the account owes", bound);
    case RejectReason::kAboveQuota:
      return fmt::format("quantity_t must be at most {}, what the quota leaves of the obligation",
                         bound);
  }
  return "refused";
}

}  // namespace

std::string refusal_detail(const Refused& refused) {
  return fmt::format("{} ({})", sentence(refused), name_of(refused.reason));
}

}  // namespace tanshi
