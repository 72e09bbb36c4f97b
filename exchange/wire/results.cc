#include "exchange/wire/results.h"

#include <array>
#include <variant>

#include "exchange/wire/refusal_detail.h"
#include "google/protobuf/io/coded_stream.h"
#include "tanshi/v1/trading_service.pb.h"

namespace tanshi {

namespace {

// Adds events one after another.
class Summary {
 public:
  explicit Summary(v1::CommandResult& wire) : wire_(wire) {}

  void operator()(const Refused& event) {
    wire_.set_order_id(raw_id(event.order));
    wire_.set_refusal(static_cast<v1::RejectReason>(event.reason));
    wire_.set_bound(event.bound);
    wire_.set_detail(refusal_detail(event));
  }
  void operator()(const OrderAccepted& event) {
    wire_.set_order_id(raw_id(event.order));
    is_submitted_ = true;
  }
  void operator()(const BidSubmitted& event) { wire_.set_order_id(raw_id(event.bid)); }
  void operator()(const BidWithdrawn& event) { wire_.set_order_id(raw_id(event.bid)); }
  void operator()(const OrderRested& event) { wire_.set_open_quantity_t(event.open.raw()); }
  void operator()(const OrderReduced& event) {
    wire_.set_order_id(raw_id(event.order));
    wire_.set_open_quantity_t(event.open.raw());
  }
  void operator()(const Traded& event) {
    const int last = wire_.fills_size() - 1;
    if (last >= 0 && wire_.fills(last).price_cents_per_tonne() == event.price.raw()) {
      v1::Fill& fill = *wire_.mutable_fills(last);
      fill.set_quantity_t(fill.quantity_t() + event.quantity.raw());
      return;
    }
    v1::Fill& fill = *wire_.add_fills();
    fill.set_price_cents_per_tonne(event.price.raw());
    fill.set_quantity_t(event.quantity.raw());
  }
  void operator()(const DirectOffered& event) {
    wire_.set_order_id(raw_id(event.offer.order));
    wire_.set_open_quantity_t(event.offer.quantity.raw());
  }
  void operator()(const DirectTraded& event) {
    wire_.set_order_id(raw_id(event.offer.order));
    v1::Fill& fill = *wire_.add_fills();
    fill.set_price_cents_per_tonne(event.offer.price.raw());
    fill.set_quantity_t(event.offer.quantity.raw());
  }
  void operator()(const OfferEnded& event) {
    v1::CancelledOrder& cancelled = *wire_.add_cancelled_orders();
    cancelled.set_order_id(raw_id(event.offer.order));
    cancelled.set_quantity_t(event.offer.quantity.raw());
    wire_.set_order_id(several() ? 0 : raw_id(event.offer.order));
  }
  void operator()(const OrderCancelled& event) {
    if (event.reason == CancelReason::kReplaced) return;  // its successor takes over
    if (!event.resting) {
      wire_.set_cancelled_quantity_t(event.quantity.raw());
      return;
    }
    v1::CancelledOrder& cancelled = *wire_.add_cancelled_orders();
    cancelled.set_order_id(raw_id(event.order));
    cancelled.set_quantity_t(event.quantity.raw());
    if (!is_submitted_) wire_.set_order_id(several() ? 0 : raw_id(event.order));
  }
  // Registry, compliance and session: that the command was accepted says it all.
  template <class Other>
  void operator()(const Other&) {}

 private:
  [[nodiscard]] bool several() const { return wire_.cancelled_orders_size() > 1; }

  v1::CommandResult& wire_;
  bool is_submitted_ = false;  // the command is about an order that came in
};

}  // namespace

void to_wire(std::int64_t command_number, std::span<const Event> events, v1::CommandResult& wire) {
  wire.set_command_number(command_number);
  Summary summary(wire);
  for (const Event& event : events) std::visit(summary, event);
}

void append_result(const v1::CommandResult& result, std::string& response) {
  using google::protobuf::io::CodedOutputStream;
  constexpr std::uint32_t kTag = v1::TradeResponse::kResultsFieldNumber << 3 | 2;  // of bytes
  const std::size_t size = result.ByteSizeLong();
  std::array<std::uint8_t, 16> head;
  std::uint8_t* end = CodedOutputStream::WriteTagToArray(kTag, head.data());
  end = CodedOutputStream::WriteVarint32ToArray(static_cast<std::uint32_t>(size), end);
  response.append(reinterpret_cast<const char*>(head.data()),
                  static_cast<std::size_t>(end - head.data()));
  const std::size_t begin = response.size();
  response.resize(begin + size);
  result.SerializeWithCachedSizesToArray(reinterpret_cast<std::uint8_t*>(&response[begin]));
}

void to_wire(const OrderView& order, v1::Order& wire) {
  wire.set_account_id(raw_id(order.account));
  wire.set_order_id(raw_id(order.order));
  wire.set_instrument_id(raw_id(order.instrument));
  wire.set_side(static_cast<v1::Side>(order.side));
  wire.set_limit_price_cents_per_tonne(order.limit.raw());
  wire.set_open_quantity_t(order.open.raw());
  wire.set_time_in_force(static_cast<v1::TimeInForce>(order.time_in_force));
}

void to_wire(const DepthLevel& level, v1::PriceLevel& wire) {
  wire.set_price_cents_per_tonne(level.limit.raw());
  wire.set_quantity_t(level.quantity.raw());
  wire.set_order_count(level.order_count);
}

void to_wire(const InstrumentQuote& quote, v1::Quote& wire) {
  wire.set_bid_price_cents_per_tonne(quote.bid.raw());
  wire.set_bid_quantity_t(quote.bid_quantity.raw());
  wire.set_ask_price_cents_per_tonne(quote.ask.raw());
  wire.set_ask_quantity_t(quote.ask_quantity.raw());
  wire.set_last_price_cents_per_tonne(quote.last.raw());
  wire.set_close_price_cents_per_tonne(quote.close.raw());
  wire.set_volume_t(quote.volume.raw());
  wire.set_indicative_price_cents_per_tonne(quote.indicative.raw());
  wire.set_indicative_volume_t(quote.indicative_volume.raw());
}

void to_wire(const ListInstrument& listing, v1::Instrument& wire) {
  wire.set_instrument_id(raw_id(listing.instrument));
  wire.set_first_vintage_year(raw(listing.first_vintage));
  wire.set_last_vintage_year(raw(listing.last_vintage));
  wire.set_tick_cents_per_tonne(listing.tick.raw());
  wire.set_lot_t(listing.lot.raw());
  wire.set_max_price_cents_per_tonne(listing.max_price.raw());
}

void to_wire(const DirectOffer& offer, v1::DirectOffer& wire) {
  wire.set_account_id(raw_id(offer.account));
  wire.set_order_id(raw_id(offer.order));
  wire.set_instrument_id(raw_id(offer.instrument));
  wire.set_side(static_cast<v1::Side>(offer.side));
  wire.set_price_cents_per_tonne(offer.price.raw());
  wire.set_quantity_t(offer.quantity.raw());
  wire.set_to_account_id(raw_id(offer.to));
  wire.set_is_block(offer.is_block);
}

}  // namespace tanshi
