#include "exchange/wire/supply.h"

#include <cmath>
#include <cstdint>
#include <variant>

#include "absl/status/status.h"
#include "agents/abatement/rounding.h"
#include "fmt/format.h"

namespace tanshi {

void offers_to_wire(std::span<const SupplyOffer> offers, WireOffers& wire) {
  for (const SupplyOffer& offer : offers) {
    v1::SupplyOffer& out = *wire.Add();
    out.set_price_cents_per_tonne(std::llround(offer.price * 100));
    out.set_quantity_t(std::llround(offer.quantity_t));
  }
}

void read_offers(const WireOffers& wire, std::vector<SupplyOffer>& offers) {
  offers.clear();
  for (const v1::SupplyOffer& offer : wire) {
    offers.push_back({currency_per_tonne(Price(offer.price_cents_per_tonne())),
                      to_double(Tonnes(offer.quantity_t()))});
  }
}

void supply_to_wire(const YearSupply& supply, v1::YearSupply& wire) {
  wire.set_certain_t(std::llround(supply.certain_t));
  offers_to_wire(supply.offers, *wire.mutable_offers());
}

YearSupply supply_from_wire(const v1::YearSupply& wire) {
  YearSupply supply{to_double(Tonnes(wire.certain_t())), {}};
  read_offers(wire.offers(), supply.offers);
  return supply;
}

void adjustment_to_wire(const AdjustmentRule& rule, v1::SeatBrief& brief) {
  if (const auto* const msr = std::get_if<EuMsrAdjustment>(&rule)) {
    brief.mutable_adjustment()->mutable_eu_msr()->set_law(
        static_cast<v1::EuMsrLaw>(static_cast<int>(msr->law) + 1));
  } else if (const auto* const collar = std::get_if<QuantityCollar>(&rule)) {
    v1::QuantityCollarRule& out = *brief.mutable_adjustment()->mutable_quantity_collar();
    out.set_bank_least_t(collar->bank_least.raw());
    out.set_bank_most_t(collar->bank_most.raw());
    out.set_withheld_share_bps(static_cast<std::int32_t>(collar->withheld_share.raw()));
    out.set_released_share_bps(static_cast<std::int32_t>(collar->released_share.raw()));
    out.set_most_withheld_t(collar->most_withheld.raw());
    out.set_most_released_t(collar->most_released.raw());
  }
}

absl::StatusOr<AdjustmentRule> adjustment_from_wire(const v1::SeatBrief& brief) {
  if (brief.adjustment().has_eu_msr()) {
    const v1::EuMsrLaw law = brief.adjustment().eu_msr().law();
    if (law <= v1::EU_MSR_LAW_UNSPECIFIED || law > v1::EU_MSR_LAW_REFORM_2023) {
      return absl::InvalidArgumentError(
          fmt::format("adjustment.eu_msr.law is {}; must be a named law", static_cast<int>(law)));
    }
    return EuMsrAdjustment{static_cast<EuMsrLaw>(static_cast<int>(law) - 1)};
  }
  if (brief.adjustment().has_quantity_collar()) {
    const v1::QuantityCollarRule& collar = brief.adjustment().quantity_collar();
    return QuantityCollar{.bank_least = Tonnes(collar.bank_least_t()),
                          .bank_most = Tonnes(collar.bank_most_t()),
                          .withheld_share = BasisPoints(collar.withheld_share_bps()),
                          .released_share = BasisPoints(collar.released_share_bps()),
                          .most_withheld = Tonnes(collar.most_withheld_t()),
                          .most_released = Tonnes(collar.most_released_t())};
  }
  return NoAdjustment{};
}

void reserve_to_wire(const ReserveState& reserve, v1::ReserveState& wire) {
  wire.set_holdings_t(reserve.holdings.raw());
  wire.set_intake_left_t(reserve.intake_left.raw());
  wire.set_release_left_t(reserve.release_left.raw());
  wire.set_auctioned_t(reserve.auctioned.raw());
  wire.set_brought_forward_t(reserve.brought_forward.raw());
}

ReserveState reserve_from_wire(const v1::ReserveState& wire) {
  return {Tonnes(wire.holdings_t()), Tonnes(wire.intake_left_t()), Tonnes(wire.release_left_t()),
          Tonnes(wire.auctioned_t()), Tonnes(wire.brought_forward_t())};
}

void measure_to_wire(const PriceMeasure& measure, v1::PriceMeasure& wire) {
  wire.set_price_cents_per_tonne(measure.price.raw());
  wire.set_trigger_cents_per_tonne(measure.trigger.raw());
  wire.set_most_t(measure.most.raw());
  wire.set_default_t(measure.by_default.raw());
  wire.set_floor_cents_per_tonne(measure.floor.raw());
}

PriceMeasure measure_from_wire(const v1::PriceMeasure& wire) {
  return {Price(wire.price_cents_per_tonne()), Price(wire.trigger_cents_per_tonne()),
          Tonnes(wire.most_t()), Tonnes(wire.default_t()), Price(wire.floor_cents_per_tonne())};
}

void notice_to_wire(const AuctionNotice& notice, v1::AuctionNotice& wire) {
  wire.set_auction_id(raw_id(notice.auction));
  wire.set_supply_t(notice.supply.raw());
  wire.set_lot_t(notice.lot.raw());
  wire.set_reserve_price_cents_per_tonne(notice.reserve_price.raw());
  wire.set_bid_limit_t(notice.bid_limit.raw());
  wire.set_purchase_limit_t(notice.purchase_limit.raw());
}

AuctionNotice notice_from_wire(const v1::AuctionNotice& wire) {
  return {AuctionId{wire.auction_id()}, Tonnes(wire.supply_t()),
          Tonnes(wire.lot_t()),         Price(wire.reserve_price_cents_per_tonne()),
          Tonnes(wire.bid_limit_t()),   Tonnes(wire.purchase_limit_t())};
}

}  // namespace tanshi
