// The words for the values of the market's enums, as in text tables and logs.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "exchange/book/book_types.h"
#include "exchange/market/command.h"
#include "exchange/market/event.h"

namespace tanshi {

template <class Enum>
using EnumName = std::pair<Enum, std::string_view>;

// Specialised for each enum that has words.
template <class Enum>
inline constexpr std::array<EnumName<Enum>, 0> kEnumNames{};

// Empty for a value that has none.
template <class Enum>
[[nodiscard]] constexpr std::string_view word_for(Enum value) {
  for (const auto& [known, name] : kEnumNames<Enum>)
    if (known == value) return name;
  return {};
}

template <>
inline constexpr auto kEnumNames<Side> = std::to_array<EnumName<Side>>({
    {Side::kBuy, "buy"},
    {Side::kSell, "sell"},
});

template <>
inline constexpr auto kEnumNames<OrderType> = std::to_array<EnumName<OrderType>>({
    {OrderType::kLimit, "limit"},
    {OrderType::kMarket, "market"},
});

template <>
inline constexpr auto kEnumNames<TimeInForce> = std::to_array<EnumName<TimeInForce>>({
    {TimeInForce::kGoodTillCancel, "gtc"},
    {TimeInForce::kDay, "day"},
    {TimeInForce::kImmediateOrCancel, "ioc"},
    {TimeInForce::kFillOrKill, "fok"},
});

template <>
inline constexpr auto kEnumNames<SelfTradePrevention> =
    std::to_array<EnumName<SelfTradePrevention>>({
        {SelfTradePrevention::kCancelResting, "cancel_resting"},
        {SelfTradePrevention::kCancelIncoming, "cancel_incoming"},
        {SelfTradePrevention::kCancelBoth, "cancel_both"},
    });

template <>
inline constexpr auto kEnumNames<TradingPhase> = std::to_array<EnumName<TradingPhase>>({
    {TradingPhase::kClosed, "closed"},
    {TradingPhase::kOpen, "open"},
});

template <>
inline constexpr auto kEnumNames<CancelReason> = std::to_array<EnumName<CancelReason>>({
    {CancelReason::kByHolder, "by_holder"},
    {CancelReason::kReplaced, "replaced"},
    {CancelReason::kImmediateRemainder, "immediate_remainder"},
    {CancelReason::kSelfTradePrevention, "self_trade_prevention"},
    {CancelReason::kDayEnded, "day_ended"},
    {CancelReason::kRulesChanged, "rules_changed"},
    {CancelReason::kDeclined, "declined"},
    {CancelReason::kDelivered, "delivered"},
});

template <>
inline constexpr auto kEnumNames<TradingMode> = std::to_array<EnumName<TradingMode>>({
    {TradingMode::kContinuous, "continuous"},
    {TradingMode::kPostedListing, "posted_listing"},
    {TradingMode::kCall, "call"},
});

template <>
inline constexpr auto kEnumNames<CloseRule> = std::to_array<EnumName<CloseRule>>({
    {CloseRule::kLast, "last_price"},
    {CloseRule::kVolumeWeightedMean, "volume_weighted_mean"},
});

template <>
inline constexpr auto kEnumNames<Halt> = std::to_array<EnumName<Halt>>({
    {Halt::kNotHalted, "not_halted"},
    {Halt::kByOperator, "by_operator"},
    {Halt::kByBreaker, "by_breaker"},
});

template <>
inline constexpr auto kEnumNames<PricingRule> = std::to_array<EnumName<PricingRule>>({
    {PricingRule::kLowestAccepted, "lowest_accepted"},
    {PricingRule::kFirstRejected, "first_rejected"},
    {PricingRule::kDiscriminative, "discriminative"},
    {PricingRule::kLowAskToHighBid, "low_ask_to_high_bid"},
});

template <>
inline constexpr auto kEnumNames<TieRule> = std::to_array<EnumName<TieRule>>({
    {TieRule::kByArrival, "by_arrival"},
    {TieRule::kProRata, "pro_rata"},
    {TieRule::kSeeded, "seeded"},
});

template <>
inline constexpr auto kEnumNames<RestRule> = std::to_array<EnumName<RestRule>>({
    {RestRule::kToEarliest, "to_earliest"},
    {RestRule::kToLargest, "to_largest"},
    {RestRule::kSeeded, "seeded"},
});

template <>
inline constexpr auto kEnumNames<ShortfallRule> = std::to_array<EnumName<ShortfallRule>>({
    {ShortfallRule::kSellAtReserve, "sell_at_reserve"},
    {ShortfallRule::kSellAtLowestBid, "sell_at_lowest_bid"},
    {ShortfallRule::kCancel, "cancel"},
    {ShortfallRule::kDeclineIfBidsBelow, "decline_if_bids_below"},
});

template <>
inline constexpr auto kEnumNames<ConsignmentRule> = std::to_array<EnumName<ConsignmentRule>>({
    {ConsignmentRule::kFirst, "first"},
    {ConsignmentRule::kWithBase, "with_base"},
});

template <>
inline constexpr auto kEnumNames<SupplyClass> = std::to_array<EnumName<SupplyClass>>({
    {SupplyClass::kBase, "base"},
    {SupplyClass::kConsigned, "consigned"},
    {SupplyClass::kWithheld, "withheld"},
    {SupplyClass::kReserve, "reserve"},
    {SupplyClass::kCeiling, "ceiling"},
});

template <>
inline constexpr auto kEnumNames<AuctionStatus> = std::to_array<EnumName<AuctionStatus>>({
    {AuctionStatus::kHeld, "held"},
    {AuctionStatus::kCancelled, "cancelled"},
    {AuctionStatus::kDeclined, "declined"},
});

template <>
inline constexpr auto kEnumNames<LossReason> = std::to_array<EnumName<LossReason>>({
    {LossReason::kWon, "won"},
    {LossReason::kOverBidLimit, "over_bid_limit"},
    {LossReason::kBelowReserve, "below_reserve"},
    {LossReason::kNotHeld, "not_held"},
    {LossReason::kOverPurchaseLimit, "over_purchase_limit"},
    {LossReason::kBelowClearing, "below_clearing"},
    {LossReason::kRationed, "rationed"},
});

}  // namespace tanshi
