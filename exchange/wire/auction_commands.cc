// Requests of the auctions to commands of the market, and back.
#include <cstdint>

#include "exchange/wire/commands.h"
#include "exchange/wire/read_fields.h"

namespace tanshi {

absl::StatusOr<AnnounceAuction> from_wire(const v1::AnnounceAuctionRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(AnnounceAuction{
      .auction = AuctionId{wire.auction_id()},
      .instrument = fields.instrument("instrument_id", wire.instrument_id()),
      .vintage = fields.year("vintage_year", wire.vintage_year()),
      .seller = fields.account("seller_account_id", wire.seller_account_id()),
      .supply = Tonnes(wire.supply_t()),
      .lot = Tonnes(wire.lot_t()),
      .award_lot = Tonnes(wire.award_lot_t() == 0 ? 1 : wire.award_lot_t()),
      .reserve_price = Price(wire.reserve_price_cents_per_tonne()),
      .confidential_reserve_price = Price(wire.confidential_reserve_price_cents_per_tonne()),
      .bid_limit = Tonnes(wire.bid_limit_t()),
      .purchase_limit = Tonnes(wire.purchase_limit_t()),
      .pricing = fields.optional("pricing", wire.pricing(), PricingRule::kLowAskToHighBid,
                                 PricingRule::kLowestAccepted),
      .tie = fields.optional("tie", wire.tie(), TieRule::kSeeded, TieRule::kByArrival),
      .rest = fields.optional("rest", wire.rest(), RestRule::kSeeded, RestRule::kToEarliest),
      .shortfall =
          fields.optional("shortfall", wire.shortfall(), ShortfallRule::kDeclineIfBidsBelow,
                          ShortfallRule::kSellAtReserve),
      .consignment = fields.optional("consignment", wire.consignment(), ConsignmentRule::kWithBase,
                                     ConsignmentRule::kFirst)});
}

absl::StatusOr<AddSupplyTier> from_wire(const v1::AddSupplyTierRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(AddSupplyTier{
      .auction = AuctionId{wire.auction_id()},
      .supply_class = fields.required("supply_class", wire.supply_class(), SupplyClass::kCeiling),
      .trigger = Price(wire.trigger_price_cents_per_tonne()),
      .quantity = Tonnes(wire.quantity_t())});
}

absl::StatusOr<ConsignAllowances> from_wire(const v1::ConsignAllowancesRequest& wire,
                                            AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      ConsignAllowances{.account = fields.account_or_own("account_id", wire.account_id()),
                        .auction = AuctionId{wire.auction_id()},
                        .ask = Price(wire.ask_price_cents_per_tonne()),
                        .quantity = Tonnes(wire.quantity_t())});
}

absl::StatusOr<SubmitBid> from_wire(const v1::SubmitBidRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(SubmitBid{.account = fields.account_or_own("account_id", wire.account_id()),
                                 .bid = OrderId{wire.bid_id()},
                                 .auction = AuctionId{wire.auction_id()},
                                 .price = Price(wire.price_cents_per_tonne()),
                                 .quantity = Tonnes(wire.quantity_t())});
}

absl::StatusOr<WithdrawBid> from_wire(const v1::WithdrawBidRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      WithdrawBid{.account = fields.account_or_own("account_id", wire.account_id()),
                  .bid = OrderId{wire.bid_id()},
                  .auction = AuctionId{wire.auction_id()}});
}

absl::StatusOr<CloseAuction> from_wire(const v1::CloseAuctionRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      CloseAuction{.auction = AuctionId{wire.auction_id()}, .tie_seed = wire.tie_seed()});
}

absl::StatusOr<CancelAuction> from_wire(const v1::CancelAuctionRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(CancelAuction{.auction = AuctionId{wire.auction_id()}});
}

void to_wire(const AnnounceAuction& command, v1::AnnounceAuctionRequest& wire) {
  wire.set_auction_id(raw_id(command.auction));
  wire.set_instrument_id(raw_id(command.instrument));
  wire.set_vintage_year(raw(command.vintage));
  wire.set_seller_account_id(raw_id(command.seller));
  wire.set_supply_t(command.supply.raw());
  wire.set_lot_t(command.lot.raw());
  wire.set_award_lot_t(command.award_lot.raw());
  wire.set_reserve_price_cents_per_tonne(command.reserve_price.raw());
  wire.set_confidential_reserve_price_cents_per_tonne(command.confidential_reserve_price.raw());
  wire.set_bid_limit_t(command.bid_limit.raw());
  wire.set_purchase_limit_t(command.purchase_limit.raw());
  wire.set_pricing(static_cast<v1::PricingRule>(command.pricing));
  wire.set_tie(static_cast<v1::TieRule>(command.tie));
  wire.set_rest(static_cast<v1::RestRule>(command.rest));
  wire.set_shortfall(static_cast<v1::ShortfallRule>(command.shortfall));
  wire.set_consignment(static_cast<v1::ConsignmentRule>(command.consignment));
}

void to_wire(const AddSupplyTier& command, v1::AddSupplyTierRequest& wire) {
  wire.set_auction_id(raw_id(command.auction));
  wire.set_supply_class(static_cast<v1::SupplyClass>(command.supply_class));
  wire.set_trigger_price_cents_per_tonne(command.trigger.raw());
  wire.set_quantity_t(command.quantity.raw());
}

void to_wire(const ConsignAllowances& command, v1::ConsignAllowancesRequest& wire) {
  wire.set_account_id(raw_id(command.account));
  wire.set_auction_id(raw_id(command.auction));
  wire.set_ask_price_cents_per_tonne(command.ask.raw());
  wire.set_quantity_t(command.quantity.raw());
}

void to_wire(const SubmitBid& command, v1::SubmitBidRequest& wire) {
  wire.set_account_id(raw_id(command.account));
  wire.set_bid_id(raw_id(command.bid));
  wire.set_auction_id(raw_id(command.auction));
  wire.set_price_cents_per_tonne(command.price.raw());
  wire.set_quantity_t(command.quantity.raw());
}

void to_wire(const WithdrawBid& command, v1::WithdrawBidRequest& wire) {
  wire.set_account_id(raw_id(command.account));
  wire.set_bid_id(raw_id(command.bid));
  wire.set_auction_id(raw_id(command.auction));
}

}  // namespace tanshi
