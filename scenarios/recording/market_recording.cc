#include "scenarios/recording/market_recording.h"

#include <set>
#include <string>
#include <type_traits>
#include <variant>

#include "exchange/market/enum_names.h"
#include "scenarios/recording/event_json.h"
#include "scenarios/results/record_rows.h"
#include "scenarios/runner/session.h"

namespace tanshi {
namespace {

TradeRow row_of(const Traded& trade) {
  const bool taker_buys = trade.taker_side == Side::kBuy;
  TradeRow row;
  row.kind = "continuous";
  row.price = trade.price;
  row.quantity = trade.quantity;
  row.buyer = raw_id(taker_buys ? trade.taker_account : trade.maker_account);
  row.seller = raw_id(taker_buys ? trade.maker_account : trade.taker_account);
  row.taker_side = word_for(trade.taker_side);
  row.buy_order = raw_id(taker_buys ? trade.taker_order : trade.maker_order);
  row.sell_order = raw_id(taker_buys ? trade.maker_order : trade.taker_order);
  return row;
}

TradeRow row_of(const CallTraded& trade) {
  TradeRow row;
  row.kind = "call";
  row.price = trade.price;
  row.quantity = trade.quantity;
  row.buyer = raw_id(trade.buyer);
  row.seller = raw_id(trade.seller);
  row.buy_order = raw_id(trade.buy_order);
  row.sell_order = raw_id(trade.sell_order);
  return row;
}

TradeRow row_of(const DirectOffer& offer) {
  const bool buys = offer.side == Side::kBuy;
  TradeRow row;
  row.kind = offer.is_block ? "block" : "direct";
  row.price = offer.price;
  row.quantity = offer.quantity;
  row.buyer = raw_id(buys ? offer.account : offer.to);
  row.seller = raw_id(buys ? offer.to : offer.account);
  (buys ? row.buy_order : row.sell_order) = raw_id(offer.order);
  return row;
}

// The books that events name: what stands in them may have changed.
std::set<InstrumentId> books_in(std::span<const Event> events) {
  std::set<InstrumentId> books;
  for (const Event& event : events) {
    std::visit(
        [&](const auto& told) {
          if constexpr (requires { told.instrument; }) books.insert(told.instrument);
        },
        event);
  }
  return books;
}

}  // namespace

MarketRecording::MarketRecording(const Scenario& scenario, RecordLevel level,
                                 const std::filesystem::path& file)
    : scenario_(scenario),
      level_(level),
      results_(file),
      books_(scenario),
      orders_(books_, [this](const OrderRow& order) { results_.insert("orders", order); }) {
  for_each_recorded_table([&]<class Told>(const char* name, const char*, const Told&) {
    if (level == RecordLevel::kAll || std::is_same_v<Told, TradeRow>) results_.create<Told>(name);
  });
}

ResultsWriter& MarketRecording::finish() {
  orders_.finish();
  return results_;
}

void MarketRecording::see(const VenueNews& news, const Venue& venue) {
  Moment at = moment_of(news);
  if (level_ == RecordLevel::kAll) orders_.begin(news.actions);
  for (const Event& event : news.events) {
    books_.see(event);
    write_trade(event, at);
    if (level_ == RecordLevel::kAll) {
      orders_.see(event, at);
      results_.insert("events", EventRow{at, std::string(kind_of(event)), account_of(event),
                                         fields_json(event, books_)});
    }
    ++at.seq;
  }
  --at.seq;
  if (level_ == RecordLevel::kAll) write_quotes(news, at, venue);
}

void MarketRecording::write_trade(const Event& event, const Moment& at) {
  const auto write = [&](TradeRow row, InstrumentId book) {
    row.at = at;
    row.book = books_.name(book);
    results_.insert("trades", row);
  };
  if (const auto* const trade = std::get_if<Traded>(&event)) {
    write(row_of(*trade), trade->instrument);
  } else if (const auto* const fill = std::get_if<CallTraded>(&event)) {
    write(row_of(*fill), fill->instrument);
  } else if (const auto* const direct = std::get_if<DirectTraded>(&event)) {
    write(row_of(direct->offer), direct->offer.instrument);
  }
}

void MarketRecording::write_quotes(const VenueNews& news, const Moment& at, const Venue& venue) {
  for (const InstrumentId book : books_in(news.events)) {
    Quote now;
    venue.look([&](const Market& market) {
      const InstrumentQuote quote = market.quote(book);
      now = {market.trading(book).rules.mode, quote.bid, quote.bid_quantity, quote.ask,
             quote.ask_quantity};
    });
    Quote& before = quotes_.try_emplace(book, Quote{now.mode, {}, {}, {}, {}}).first->second;
    if (now == before) continue;
    before = now;
    results_.insert("quotes", QuoteRow{at, books_.name(book), std::string(word_for(now.mode)),
                                       now.bid, now.bid_quantity, now.ask, now.ask_quantity});
  }
}

Moment MarketRecording::moment_of(const VenueNews& news) const {
  const SessionPosition position = position_at(scenario_.horizon, news.time);
  return {news.first_event, static_cast<double>(news.time.raw()) / 1e9, position.year, position.day,
          position.turn};
}

}  // namespace tanshi
