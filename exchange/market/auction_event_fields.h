// The fields of the events of auctions; part of event_fields.h.
#pragma once

#include <string_view>
#include <tuple>

#include "exchange/market/auction_event.h"
#include "exchange/market/fields.h"

namespace tanshi {

template <>
struct FieldsOf<AuctionAnnounced> {
  static constexpr std::string_view kName = "auction_announced";
  static constexpr std::tuple kFields{
      Field{"auction", &AuctionAnnounced::auction},
      Field{"instrument", &AuctionAnnounced::instrument},
      Field{"vintage", &AuctionAnnounced::vintage},
      Field{"seller", &AuctionAnnounced::seller},
      Field{"supply", &AuctionAnnounced::supply},
      Field{"lot", &AuctionAnnounced::lot},
      Field{"award_lot", &AuctionAnnounced::award_lot},
      Field{"reserve_price", &AuctionAnnounced::reserve_price},
      Field{"confidential_reserve_price", &AuctionAnnounced::confidential_reserve_price},
      Field{"bid_limit", &AuctionAnnounced::bid_limit},
      Field{"purchase_limit", &AuctionAnnounced::purchase_limit},
      Field{"pricing", &AuctionAnnounced::pricing},
      Field{"tie", &AuctionAnnounced::tie},
      Field{"rest", &AuctionAnnounced::rest},
      Field{"shortfall", &AuctionAnnounced::shortfall},
      Field{"consignment", &AuctionAnnounced::consignment}};
};

template <>
struct FieldsOf<SupplyTierAdded> {
  static constexpr std::string_view kName = "supply_tier_added";
  static constexpr std::tuple kFields{Field{"auction", &SupplyTierAdded::auction},
                                      Field{"supply_class", &SupplyTierAdded::supply_class},
                                      Field{"trigger", &SupplyTierAdded::trigger},
                                      Field{"quantity", &SupplyTierAdded::quantity}};
};

template <>
struct FieldsOf<AllowancesConsigned> {
  static constexpr std::string_view kName = "allowances_consigned";
  static constexpr std::tuple kFields{Field{"account", &AllowancesConsigned::account},
                                      Field{"auction", &AllowancesConsigned::auction},
                                      Field{"instrument", &AllowancesConsigned::instrument},
                                      Field{"ask", &AllowancesConsigned::ask},
                                      Field{"quantity", &AllowancesConsigned::quantity}};
};

template <>
struct FieldsOf<BidSubmitted> {
  static constexpr std::string_view kName = "bid_submitted";
  static constexpr std::tuple kFields{
      Field{"account", &BidSubmitted::account}, Field{"bid", &BidSubmitted::bid},
      Field{"auction", &BidSubmitted::auction}, Field{"price", &BidSubmitted::price},
      Field{"quantity", &BidSubmitted::quantity}};
};

template <>
struct FieldsOf<BidWithdrawn> {
  static constexpr std::string_view kName = "bid_withdrawn";
  static constexpr std::tuple kFields{
      Field{"account", &BidWithdrawn::account}, Field{"bid", &BidWithdrawn::bid},
      Field{"auction", &BidWithdrawn::auction}, Field{"price", &BidWithdrawn::price},
      Field{"quantity", &BidWithdrawn::quantity}};
};

template <>
struct FieldsOf<BidAwarded> {
  static constexpr std::string_view kName = "bid_awarded";
  static constexpr std::tuple kFields{
      Field{"account", &BidAwarded::account}, Field{"bid", &BidAwarded::bid},
      Field{"auction", &BidAwarded::auction}, Field{"bid_price", &BidAwarded::bid_price},
      Field{"price", &BidAwarded::price},     Field{"quantity", &BidAwarded::quantity}};
};

template <>
struct FieldsOf<BidLost> {
  static constexpr std::string_view kName = "bid_lost";
  static constexpr std::tuple kFields{
      Field{"account", &BidLost::account},   Field{"bid", &BidLost::bid},
      Field{"auction", &BidLost::auction},   Field{"bid_price", &BidLost::bid_price},
      Field{"quantity", &BidLost::quantity}, Field{"reason", &BidLost::reason}};
};

template <>
struct FieldsOf<AuctionDelivered> {
  static constexpr std::string_view kName = "auction_delivered";
  static constexpr std::tuple kFields{Field{"account", &AuctionDelivered::account},
                                      Field{"auction", &AuctionDelivered::auction},
                                      Field{"instrument", &AuctionDelivered::instrument},
                                      Field{"from", &AuctionDelivered::from},
                                      Field{"vintage", &AuctionDelivered::vintage},
                                      Field{"quantity", &AuctionDelivered::quantity}};
};

template <>
struct FieldsOf<SupplySold> {
  static constexpr std::string_view kName = "supply_sold";
  static constexpr std::tuple kFields{Field{"account", &SupplySold::account},
                                      Field{"auction", &SupplySold::auction},
                                      Field{"supply_class", &SupplySold::supply_class},
                                      Field{"trigger", &SupplySold::trigger},
                                      Field{"sold", &SupplySold::sold},
                                      Field{"unsold", &SupplySold::unsold},
                                      Field{"proceeds", &SupplySold::proceeds}};
};

template <>
struct FieldsOf<ConsignmentReturned> {
  static constexpr std::string_view kName = "consignment_returned";
  static constexpr std::tuple kFields{Field{"account", &ConsignmentReturned::account},
                                      Field{"auction", &ConsignmentReturned::auction},
                                      Field{"instrument", &ConsignmentReturned::instrument},
                                      Field{"quantity", &ConsignmentReturned::quantity}};
};

template <>
struct FieldsOf<AuctionCleared> {
  static constexpr std::string_view kName = "auction_cleared";
  static constexpr std::tuple kFields{Field{"auction", &AuctionCleared::auction},
                                      Field{"instrument", &AuctionCleared::instrument},
                                      Field{"vintage", &AuctionCleared::vintage},
                                      Field{"status", &AuctionCleared::status},
                                      Field{"clearing_price", &AuctionCleared::clearing_price},
                                      Field{"offered", &AuctionCleared::offered},
                                      Field{"bid", &AuctionCleared::bid},
                                      Field{"demand", &AuctionCleared::demand},
                                      Field{"sold", &AuctionCleared::sold},
                                      Field{"sold_base", &AuctionCleared::sold_base},
                                      Field{"sold_consigned", &AuctionCleared::sold_consigned},
                                      Field{"sold_withheld", &AuctionCleared::sold_withheld},
                                      Field{"sold_reserve", &AuctionCleared::sold_reserve},
                                      Field{"sold_ceiling", &AuctionCleared::sold_ceiling},
                                      Field{"proceeds", &AuctionCleared::proceeds}};
};

template <>
struct FieldsOf<AuctionCancelled> {
  static constexpr std::string_view kName = "auction_cancelled";
  static constexpr std::tuple kFields{Field{"auction", &AuctionCancelled::auction}};
};

}  // namespace tanshi
