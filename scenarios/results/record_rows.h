// Rows of the tables that a run writes when it is asked to record (`tanshi run --record`): what
// happened, one by one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "exchange/base/units.h"
#include "scenarios/results/columns.h"

namespace tanshi {

// When something happened. `seq` is its number in the log of events, from 1.
struct Moment {
  std::int64_t seq = 0;
  double time_s = 0;  // simulated, since the session began
  Year year{};
  std::int32_t day = 0;
  std::int32_t turn = 0;
};

struct TradeRow {
  Moment at;
  std::string book;
  std::string kind;
  Price price;
  Tonnes quantity;
  std::int64_t buyer = 0;
  std::int64_t seller = 0;
  std::string taker_side;                 // empty: nobody took
  std::optional<std::int64_t> buy_order;  // within its seat
  std::optional<std::int64_t> sell_order;
};

struct OrderRow {
  Moment at;
  std::int64_t seat = 0;
  std::int64_t order_id = 0;  // within its seat
  std::string book;
  std::string side;
  std::string type;
  Price limit;
  Tonnes quantity;
  std::string time_in_force;
  std::string status;
  Tonnes filled;
  Tonnes cancelled;
  std::string reason;
  std::optional<std::int64_t> end_seq;
};

struct QuoteRow {
  Moment at;
  std::string book;
  std::string mode;
  Price bid;
  Tonnes bid_quantity;
  Price ask;
  Tonnes ask_quantity;
};

struct EventRow {
  Moment at;
  std::string kind;
  std::optional<std::int64_t> seat;
  std::string fields;  // a JSON object
};

void tell(Columns& columns, TradeRow& trade);
void tell(Columns& columns, OrderRow& order);
void tell(Columns& columns, QuoteRow& quote);
void tell(Columns& columns, EventRow& event);

// The tables, for whoever makes or describes them: `each(name, a row is, a row)`.
template <class Each>
void for_each_recorded_table(const Each& each) {
  each("trades", "a trade", TradeRow());
  each("orders", "an order that was accepted or refused, and what became of it", OrderRow());
  each("quotes", "the best of a book, whenever a decision of a seat or the session changed it",
       QuoteRow());
  each("events", "an event of the log", EventRow());
}

}  // namespace tanshi
