// Forwards: requests of the operator to commands, and what is listed and held to the wire.
#include "exchange/wire/commands.h"
#include "exchange/wire/read_fields.h"
#include "exchange/wire/results.h"

namespace tanshi {

absl::StatusOr<ListForward> from_wire(const v1::ListForwardRequest& wire, AccountId own) {
  ReadFields fields(own);
  const v1::Forward& spec = wire.forward();
  return fields.finish(ListForward{
      .instrument = fields.instrument("forward.instrument_id", spec.instrument_id()),
      .underlying =
          fields.instrument("forward.underlying_instrument_id", spec.underlying_instrument_id()),
      .vintage = fields.year("forward.vintage_year", spec.vintage_year()),
      .tick = Price(spec.tick_cents_per_tonne()),
      .lot = Tonnes(spec.lot_t()),
      .max_price = Price(spec.max_price_cents_per_tonne()),
      .margin = BasisPoints(spec.margin_bps()),
      .delivery = fields.year("forward.delivery_year", spec.delivery_year())});
}

absl::StatusOr<DeliverForward> from_wire(const v1::DeliverForwardRequest& wire, AccountId own) {
  ReadFields fields(own);
  return fields.finish(
      DeliverForward{.instrument = fields.instrument("instrument_id", wire.instrument_id())});
}

void to_wire(const ListForward& listing, v1::Forward& wire) {
  wire.set_instrument_id(raw_id(listing.instrument));
  wire.set_underlying_instrument_id(raw_id(listing.underlying));
  wire.set_vintage_year(raw(listing.vintage));
  wire.set_tick_cents_per_tonne(listing.tick.raw());
  wire.set_lot_t(listing.lot.raw());
  wire.set_max_price_cents_per_tonne(listing.max_price.raw());
  wire.set_margin_bps(listing.margin.raw());
  wire.set_delivery_year(raw(listing.delivery));
}

void to_wire(InstrumentId forward, const PositionView& position, v1::Position& wire) {
  wire.set_instrument_id(raw_id(forward));
  wire.set_quantity_t(position.position.quantity.raw());
  wire.set_value_cents(position.position.value.raw());
  wire.set_margin_cents(position.margin.raw());
}

}  // namespace tanshi
