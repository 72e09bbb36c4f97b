#include "exchange/auction/auction.h"

#include <algorithm>
#include <limits>

#include "exchange/base/check.h"

namespace tanshi {
namespace {

bool is_offered(SupplyClass supply_class) {
  return supply_class == SupplyClass::kBase || supply_class == SupplyClass::kConsigned ||
         supply_class == SupplyClass::kWithheld;
}

bool is_price(Price price) {
  return price >= Price() && price <= kMaxPrice;
}

bool is_lot(Tonnes lot) {
  return lot >= Tonnes(1) && lot <= kMaxOrderQuantity;
}

bool is_limit(const BidderLimit& limit) {
  return limit.quantity >= Tonnes() && limit.quantity <= kMaxAuctionQuantity &&
         limit.share_bps >= 0 && limit.share_bps <= 10'000;
}

// Codes rise from 1 without gaps.
template <class Enum>
bool is_known(Enum code, Enum last) {
  return code >= Enum{1} && code <= last;
}

bool are_known(const AuctionRules& rules) {
  return is_known(rules.pricing, PricingRule::kLowAskToHighBid) &&
         is_known(rules.tie, TieRule::kSeeded) && is_known(rules.rest, RestRule::kSeeded) &&
         is_known(rules.shortfall, ShortfallRule::kDeclineIfBidsBelow) &&
         is_known(rules.consignment, ConsignmentRule::kWithBase);
}

}  // namespace

Tonnes offered(const Auction& auction) {
  Tonnes sum;
  for (const SupplyStep& step : auction.supply) {
    if (is_offered(step.supply_class)) sum += step.quantity;
  }
  return sum;
}

Tonnes limit_of(const Auction& auction, const BidderLimit& limit) {
  Tonnes most(std::numeric_limits<std::int64_t>::max());
  if (limit.quantity > Tonnes()) most = limit.quantity;
  if (limit.share_bps > 0) {
    const Tonnes share(mul_div_floor(offered(auction).raw(), limit.share_bps, 10'000));
    most = std::min(most, share);
  }
  const std::int64_t lot = auction.rules.lot.raw();
  return Tonnes(most.raw() / lot * lot);
}

std::optional<AuctionFault> check_auction(const Auction& auction) {
  const AuctionRules& rules = auction.rules;
  const auto& supply = auction.supply;
  if (!is_price(rules.reserve_price) || !is_price(rules.confidential_reserve_price) ||
      !std::ranges::all_of(supply, is_price, &SupplyStep::from)) {
    return AuctionFault::kPriceOutOfRange;
  }
  if (!is_lot(rules.lot) || !is_lot(rules.award_lot)) return AuctionFault::kLotOutOfRange;
  if (!is_limit(rules.bid_limit) || !is_limit(rules.purchase_limit)) {
    return AuctionFault::kLimitOutOfRange;
  }
  const auto is_class = [](SupplyClass code) { return is_known(code, SupplyClass::kCeiling); };
  if (!are_known(rules) || !std::ranges::all_of(supply, is_class, &SupplyStep::supply_class)) {
    return AuctionFault::kUnknownRule;
  }
  Tonnes room = kMaxAuctionQuantity;
  for (const SupplyStep& step : supply) {
    if (step.quantity < Tonnes(1) || step.quantity > room) {
      return AuctionFault::kQuantityOutOfRange;
    }
    room -= step.quantity;
  }
  for (const SupplyStep& step : supply) {
    const bool is_consigned = step.supply_class == SupplyClass::kConsigned;
    if (is_consigned ? step.seller < AccountId{1} : step.seller != AccountId{}) {
      return AuctionFault::kSellerMissing;
    }
  }
  if (offered(auction) == Tonnes()) return AuctionFault::kNothingOffered;
  return std::nullopt;
}

std::optional<BidFault> check_bid(const AuctionRules& rules, const Bid& bid) {
  TANSHI_CHECK(is_lot(rules.lot));
  if (bid.bidder < AccountId{1}) return BidFault::kBidderMissing;
  if (bid.price < Price(1)) return BidFault::kPriceNotPositive;
  if (bid.price > kMaxPrice) return BidFault::kPriceAboveLimit;
  if (bid.quantity < Tonnes(1)) return BidFault::kQuantityNotPositive;
  if (bid.quantity > kMaxOrderQuantity) return BidFault::kQuantityAboveLimit;
  if (bid.quantity.raw() % rules.lot.raw() != 0) return BidFault::kQuantityNotOnLot;
  return std::nullopt;
}

}  // namespace tanshi
