// Pieces of check(): whether a field can mean anything at all, and how a refusal is written.
// Private to exchange/market.
#pragma once

#include <cstdint>

#include "exchange/base/checked_math.h"
#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/market/command.h"
#include "exchange/market/market_core.h"
#include "exchange/market/reject_reason.h"

namespace tanshi {

inline constexpr Verdict kAdmitted = std::nullopt;

[[nodiscard]] constexpr Verdict refuse(RejectReason reason) {
  return Refusal{reason, 0};
}
[[nodiscard]] constexpr Verdict refuse(RejectReason reason, std::int64_t bound) {
  return Refusal{reason, bound};
}
template <class Tag>
[[nodiscard]] constexpr Verdict refuse(RejectReason reason, Unit<Tag> bound) {
  return Refusal{reason, bound.raw()};
}

[[nodiscard]] constexpr bool is_in_range(InstrumentId instrument) {
  return instrument >= InstrumentId{1} && instrument <= kMaxInstrumentId;
}
[[nodiscard]] constexpr bool is_in_range(SchemeId scheme) {
  return scheme >= kEmissionsScheme && scheme <= kMaxSchemeId;
}
[[nodiscard]] constexpr bool is_in_range(OrderId order) {
  return order >= OrderId{1} && order <= OrderId{kMaxChosenId};
}
[[nodiscard]] constexpr bool is_in_range(AuctionId auction) {
  return auction >= AuctionId{1} && auction <= AuctionId{kMaxChosenId};
}

// The bound is the highest id that may be chosen, where one is above that.
template <class... Id>
[[nodiscard]] constexpr Verdict check_ids(Id... ids) {
  if ((is_in_range(ids) && ...)) return kAdmitted;
  const bool too_high = ((raw_id(ids) > kMaxChosenId) || ...);
  return refuse(RejectReason::kIdOutOfRange, too_high ? kMaxChosenId : 0);
}

[[nodiscard]] constexpr bool is_known(Side side) {
  return side == Side::kBuy || side == Side::kSell;
}
[[nodiscard]] constexpr bool is_known(OrderType type) {
  return type == OrderType::kLimit || type == OrderType::kMarket;
}
[[nodiscard]] constexpr bool is_known(TimeInForce time_in_force) {
  return time_in_force >= TimeInForce::kGoodTillCancel && time_in_force <= TimeInForce::kFillOrKill;
}
[[nodiscard]] constexpr bool is_known(SelfTradePrevention prevention) {
  return prevention >= SelfTradePrevention::kCancelResting &&
         prevention <= SelfTradePrevention::kCancelBoth;
}
[[nodiscard]] constexpr bool is_known(TradingPhase phase) {
  return phase == TradingPhase::kClosed || phase == TradingPhase::kOpen;
}

[[nodiscard]] constexpr bool is_known(PricingRule rule) {
  return rule >= PricingRule::kLowestAccepted && rule <= PricingRule::kLowAskToHighBid;
}
[[nodiscard]] constexpr bool is_known(TieRule rule) {
  return rule >= TieRule::kByArrival && rule <= TieRule::kSeeded;
}
[[nodiscard]] constexpr bool is_known(RestRule rule) {
  return rule >= RestRule::kToEarliest && rule <= RestRule::kSeeded;
}
[[nodiscard]] constexpr bool is_known(ShortfallRule rule) {
  return rule >= ShortfallRule::kSellAtReserve && rule <= ShortfallRule::kDeclineIfBidsBelow;
}
[[nodiscard]] constexpr bool is_known(ConsignmentRule rule) {
  return rule == ConsignmentRule::kFirst || rule == ConsignmentRule::kWithBase;
}
[[nodiscard]] constexpr bool is_known(TradingMode mode) {
  return mode >= TradingMode::kContinuous && mode <= TradingMode::kCall;
}
[[nodiscard]] constexpr bool is_known(CloseRule rule) {
  return rule == CloseRule::kLast || rule == CloseRule::kVolumeWeightedMean;
}
[[nodiscard]] constexpr bool is_known(Halt halt) {
  return halt >= Halt::kNotHalted && halt <= Halt::kByBreaker;
}

[[nodiscard]] constexpr bool is_multiple(Price price, Price tick) {
  return price.raw() % tick.raw() == 0;
}
[[nodiscard]] constexpr bool is_multiple(Tonnes quantity, Tonnes lot) {
  return quantity.raw() % lot.raw() == 0;
}

}  // namespace tanshi
