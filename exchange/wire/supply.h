// What is published of supply, to the wire and back, exactly: its tonnes and cents are whole.
#pragma once

#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "agents/planning/year_supply.h"
#include "agents/regulator/supply/supply_adjustment.h"
#include "agents/seat/observation.h"
#include "tanshi/v1/agent_service.pb.h"

namespace tanshi {

using WireOffers = google::protobuf::RepeatedPtrField<v1::SupplyOffer>;

void offers_to_wire(std::span<const SupplyOffer> offers, WireOffers& wire);
void read_offers(const WireOffers& wire, std::vector<SupplyOffer>& offers);

void supply_to_wire(const YearSupply& supply, v1::YearSupply& wire);
[[nodiscard]] YearSupply supply_from_wire(const v1::YearSupply& wire);

// No rule where the wire has none. Errors: INVALID_ARGUMENT for a law that has no meaning.
void adjustment_to_wire(const AdjustmentRule& rule, v1::SeatBrief& brief);
[[nodiscard]] absl::StatusOr<AdjustmentRule> adjustment_from_wire(const v1::SeatBrief& brief);

void reserve_to_wire(const ReserveState& reserve, v1::ReserveState& wire);
[[nodiscard]] ReserveState reserve_from_wire(const v1::ReserveState& wire);

void measure_to_wire(const PriceMeasure& measure, v1::PriceMeasure& wire);
[[nodiscard]] PriceMeasure measure_from_wire(const v1::PriceMeasure& wire);

void notice_to_wire(const AuctionNotice& notice, v1::AuctionNotice& wire);
[[nodiscard]] AuctionNotice notice_from_wire(const v1::AuctionNotice& wire);

}  // namespace tanshi
