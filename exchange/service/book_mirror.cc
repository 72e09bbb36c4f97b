#include "exchange/service/book_mirror.h"

#include <variant>

#include "exchange/base/check.h"

namespace tanshi {

namespace {

void add_level(Price price, Tonnes quantity, v1::PriceLevel& wire) {
  wire.set_price_cents_per_tonne(price.raw());
  wire.set_quantity_t(quantity.raw());
}

template <class Levels, class Changed>
void write_changes(const Levels& levels, Changed& changed,
                   google::protobuf::RepeatedPtrField<v1::PriceLevel>& wire) {
  for (const Price price : changed) {
    const auto level = levels.find(price);
    add_level(price, level == levels.end() ? Tonnes() : level->second, *wire.Add());
  }
  changed.clear();
}

template <class Levels, class Changed>
void change_level(Levels& levels, Changed& changed, Price price, Tonnes quantity) {
  const auto level = levels.try_emplace(price).first;
  level->second += quantity;
  TANSHI_CHECK(level->second >= Tonnes());
  if (level->second == Tonnes()) levels.erase(level);
  changed.insert(price);
}

}  // namespace

BookMirror::BookMirror(InstrumentId instrument, const std::vector<DepthLevel>& bids,
                       const std::vector<DepthLevel>& asks, const InstrumentQuote& quote)
    : instrument_(instrument), last_(quote.last), close_(quote.close), volume_(quote.volume) {
  for (const DepthLevel& level : bids) bids_.emplace(level.limit, level.quantity);
  for (const DepthLevel& level : asks) asks_.emplace(level.limit, level.quantity);
}

void BookMirror::apply(const Event& event) {
  std::visit(
      [this](const auto& alternative) {
        if constexpr (requires { follow(alternative); }) {
          if (alternative.instrument == instrument_) follow(alternative);
        }
      },
      event);
}

void BookMirror::add(Side side, Price price, Tonnes quantity) {
  if (side == Side::kBuy) {
    change_level(bids_, changed_bids_, price, quantity);
  } else {
    change_level(asks_, changed_asks_, price, quantity);
  }
}

void BookMirror::follow(const OrderRested& event) {
  add(event.side, event.limit, event.open);
}

void BookMirror::follow(const OrderReduced& event) {
  add(event.side, event.limit, -event.reduction);
}

void BookMirror::follow(const OrderCancelled& event) {
  if (event.resting) add(event.side, event.limit, -event.quantity);
}

// A trade happens at the resting order's limit and takes from its level.
void BookMirror::follow(const Traded& event) {
  add(opposite(event.taker_side), event.price, -event.quantity);
  last_ = event.price;
  volume_ += event.quantity;
  trades_.push_back(event);
}

void BookMirror::follow(const InstrumentClosed& event) {
  close_ = event.close;
  volume_ = Tonnes();
  quote_changed_ = true;
}

bool BookMirror::has_changed() const {
  return !changed_bids_.empty() || !changed_asks_.empty() || !trades_.empty() || quote_changed_;
}

void BookMirror::take_changes(v1::BookDelta& delta) {
  write_changes(bids_, changed_bids_, *delta.mutable_bids());
  write_changes(asks_, changed_asks_, *delta.mutable_asks());
  for (const Traded& event : trades_) {
    v1::Trade& trade = *delta.add_trades();
    trade.set_price_cents_per_tonne(event.price.raw());
    trade.set_quantity_t(event.quantity.raw());
    trade.set_taker_side(static_cast<v1::Side>(event.taker_side));
  }
  trades_.clear();
  quote_changed_ = false;
  fill_quote(*delta.mutable_quote());
}

std::vector<v1::BookSnapshot> BookMirror::snapshot(int levels_max) const {
  std::vector<v1::BookSnapshot> parts(1);
  int room = levels_max;
  const auto next_part = [&]() -> v1::BookSnapshot& {
    if (room-- > 0) return parts.back();
    room = levels_max - 1;
    parts.back().set_more(true);
    return parts.emplace_back();
  };
  for (const auto& [price, quantity] : bids_) add_level(price, quantity, *next_part().add_bids());
  for (const auto& [price, quantity] : asks_) add_level(price, quantity, *next_part().add_asks());
  fill_quote(*parts.back().mutable_quote());
  return parts;
}

void BookMirror::fill_quote(v1::Quote& quote) const {
  if (!bids_.empty()) {
    quote.set_bid_price_cents_per_tonne(bids_.begin()->first.raw());
    quote.set_bid_quantity_t(bids_.begin()->second.raw());
  }
  if (!asks_.empty()) {
    quote.set_ask_price_cents_per_tonne(asks_.begin()->first.raw());
    quote.set_ask_quantity_t(asks_.begin()->second.raw());
  }
  quote.set_last_price_cents_per_tonne(last_.raw());
  quote.set_close_price_cents_per_tonne(close_.raw());
  quote.set_volume_t(volume_.raw());
}

}  // namespace tanshi
