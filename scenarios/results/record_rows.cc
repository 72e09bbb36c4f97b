#include "scenarios/results/record_rows.h"

namespace tanshi {
namespace {

void tell_rest(Columns& columns, Moment& at) {
  columns.real({"time_s", "s", "simulated time since the session began; a day has 86,400"},
               at.time_s);
  columns.year("year", at.year, "calendar year");
  columns.count("day", at.day,
                "trading day of the year, from 0; what comes after the last, the "
                "settlement, is of the last");
  columns.count("turn", at.turn, "turn of the day, from 0: each seat is woken once in it");
}

void tell(Columns& columns, Moment& at) {
  columns.key({"seq", "", "number in the log of events, from 1"}, at.seq);
  tell_rest(columns, at);
}

constexpr const char* kBook =
    "allowances, the name of a kind of credits, or forward-YEAR by the year of delivery";

}  // namespace

void tell(Columns& columns, TradeRow& trade) {
  tell(columns, trade.at);
  columns.text("book", trade.book, kBook);
  columns.text("kind", trade.kind,
               "continuous: in the book, listings that are taken included; call: at the one price "
               "of a call; direct or block: over the counter, which makes no price");
  columns.price("price", trade.price, "paid for a tonne");
  columns.tonnes("quantity_t", trade.quantity, "traded; of credits, units");
  columns.count("buyer", trade.buyer, "seat");
  columns.count("seller", trade.seller, "seat");
  columns.maybe_text({"taker_side", "",
                      "buy or sell: which of the two orders came last, and took; "
                      "null in a call, and over the counter"},
                     trade.taker_side);
  columns.maybe_integer({"buy_order", "", "order_id of the buyer; null: it accepted an offer"},
                        trade.buy_order);
  columns.maybe_integer({"sell_order", "", "order_id of the seller; null: it accepted an offer"},
                        trade.sell_order);
}

void tell(Columns& columns, OrderRow& order) {
  tell(columns, order.at);
  columns.count("seat", order.seat, "that sent it");
  columns.count("order_id", order.order_id,
                "number of the order among its seat's; one that is replaced keeps it, and has a "
                "row more");
  columns.maybe_text({"book", "", kBook}, order.book);
  columns.maybe_text({"side", "", "buy or sell"}, order.side);
  columns.text("type", order.type,
               "limit, market (never rests), listing (takes a listed order), direct or block "
               "(offered to one seat)");
  columns.price("limit_price", order.limit, "worst price that it accepts");
  columns.tonnes("quantity_t", order.quantity, "ordered; of credits, units");
  columns.maybe_text({"time_in_force", "",
                      "gtc (until cancelled), day, ioc (immediate or cancel) "
                      "or fok (fill or kill); null where it has none"},
                     order.time_in_force);
  columns.text("status", order.status,
               "filled, cancelled (the rest of it), refused, or open: when the run ended");
  columns.tonnes("filled_t", order.filled, "traded of it");
  columns.tonnes("cancelled_t", order.cancelled, "ended without a trade, what it shrank included");
  columns.maybe_text({"reason", "",
                      "of a refusal, as in docs/errors.md, or of the end: by_holder, "
                      "replaced, immediate_remainder, self_trade_prevention, "
                      "day_ended, rules_changed, declined, delivered"},
                     order.reason);
  columns.maybe_integer({"end_seq", "", "number of the event that ended it; null: none did"},
                        order.end_seq);
}

void tell(Columns& columns, QuoteRow& quote) {
  columns.count("seq", quote.at.seq, "number of the last event before it");
  tell_rest(columns, quote.at);
  columns.text("book", quote.book, kBook);
  columns.text("mode", quote.mode,
               "continuous, posted_listing or call: orders that wait for a call, or are listed, "
               "may cross");
  columns.price("bid_price", quote.bid, "best bid; null: nobody bids");
  columns.tonnes("bid_t", quote.bid_quantity, "tonnes bid for at it");
  columns.price("ask_price", quote.ask, "best ask; null: nobody asks");
  columns.tonnes("ask_t", quote.ask_quantity, "tonnes offered at it");
}

void tell(Columns& columns, EventRow& event) {
  tell(columns, event.at);
  columns.text("kind", event.kind, "as in exchange/market/event.h: order_accepted, traded, …");
  columns.maybe_integer({"seat", "", "whose account it is about; null: several, or none"},
                        event.seat);
  columns.text("fields", event.fields,
               "its fields as a JSON object: prices in currency/t, _t tonnes, _cents 1/100 of the "
               "currency, _bp 1/100 of a per cent, enumerations as words");
}

}  // namespace tanshi
