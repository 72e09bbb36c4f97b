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

}  // namespace tanshi
