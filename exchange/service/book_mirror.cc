#include "exchange/service/book_mirror.h"

#include <optional>
#include <utility>
#include <variant>

#include "exchange/auction/call_auction.h"
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

InstrumentId instrument_of(const auto& event) {
  if constexpr (requires { event.offer; }) {
    return event.offer.instrument;
  } else {
    return event.instrument;
  }
}

template <class Levels>
std::vector<DepthLevel> depth_of(const Levels& levels) {
  std::vector<DepthLevel> depth;
  depth.reserve(levels.size());
  for (const auto& [price, quantity] : levels) depth.push_back({price, quantity, 0});
  return depth;
}

}  // namespace

BookMirror::BookMirror(const ListInstrument& listing, const TradingRules& rules,
                       const std::vector<DepthLevel>& bids, const std::vector<DepthLevel>& asks,
                       const InstrumentQuote& quote)
    : instrument_(listing.instrument),
      spec_{.tick = listing.tick, .max_price = listing.max_price},
      rules_(rules),
      last_(quote.last),
      close_(quote.close),
      volume_(quote.volume) {
  for (const DepthLevel& level : bids) bids_.emplace(level.limit, level.quantity);
  for (const DepthLevel& level : asks) asks_.emplace(level.limit, level.quantity);
}

void BookMirror::apply(const Event& event) {
  std::visit(
      [this](const auto& alternative) {
        if constexpr (requires { follow(alternative); }) {
          if (instrument_of(alternative) == instrument_) follow(alternative);
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
  add_trade(event.price, event.quantity, static_cast<v1::Side>(event.taker_side),
            v1::TRADE_KIND_BOOK);
}

void BookMirror::follow(const CallTraded& event) {
  add(Side::kBuy, event.buy_limit, -event.quantity);
  add(Side::kSell, event.sell_limit, -event.quantity);
  last_ = event.price;
  volume_ += event.quantity;
  add_trade(event.price, event.quantity, v1::SIDE_UNSPECIFIED, v1::TRADE_KIND_CALL);
}

void BookMirror::follow(const DirectTraded& event) {
  add_trade(event.offer.price, event.offer.quantity,
            static_cast<v1::Side>(opposite(event.offer.side)),
            event.offer.is_block ? v1::TRADE_KIND_BLOCK : v1::TRADE_KIND_DIRECT);
}

void BookMirror::add_trade(Price price, Tonnes quantity, v1::Side taker_side, v1::TradeKind kind) {
  v1::Trade& trade = trades_.emplace_back();
  trade.set_price_cents_per_tonne(price.raw());
  trade.set_quantity_t(quantity.raw());
  trade.set_taker_side(taker_side);
  trade.set_kind(kind);
}

void BookMirror::follow(const TradingRulesSet& event) {
  rules_ = event.rules;
  quote_changed_ = true;
}

void BookMirror::follow(const Uncrossed& event) {
  rules_.mode = event.mode;
  quote_changed_ = true;
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
  for (v1::Trade& trade : trades_) *delta.add_trades() = std::move(trade);
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
  if (rules_.mode == TradingMode::kCall) fill_indicative(quote);
}

// As the market's own quote has it.
void BookMirror::fill_indicative(v1::Quote& quote) const {
  const Price day = close_ > Price() ? close_ : rules_.reference;
  const Price reference = last_ > Price() ? last_ : day;
  const auto call = call_auction(depth_of(bids_), depth_of(asks_), spec_,
                                 reference > Price() ? std::optional(reference) : std::nullopt);
  if (!call) return;
  quote.set_indicative_price_cents_per_tonne(call->price.raw());
  quote.set_indicative_volume_t(call->volume.raw());
}

}  // namespace tanshi
