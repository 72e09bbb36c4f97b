// Views of a market's accounts and books, and its whole state as plain values for a snapshot.
#pragma once

#include <cstdint>
#include <vector>

#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/book/book_types.h"
#include "exchange/market/command.h"

namespace tanshi {

struct CashBalance {
  Cash available;  // below zero only by a penalty
  Cash escrowed;   // bound by resting buy orders
};

struct AllowanceBalance {
  Tonnes available;
  Tonnes escrowed;  // bound by resting sell orders
};

struct VintageHolding {
  Year vintage{};
  Tonnes quantity;
};

struct OrderView {
  AccountId account{};
  OrderId order{};
  InstrumentId instrument{};
  Side side{};
  Price limit;
  Tonnes open;
  TimeInForce time_in_force{};
};

// Top of a book and its latest prices; quantity 0 or price 0: none.
struct InstrumentQuote {
  Price bid;
  Tonnes bid_quantity;
  Price ask;
  Tonnes ask_quantity;
  Price last;   // of the latest trade
  Price close;  // last price at the close before
  Tonnes volume;  // since the close before
};

// TO BE COMPLETED by the market's implementation: accounts, holdings, compliance, instruments,
// resting orders in priority order, counters, hash.
struct MarketState {};

}  // namespace tanshi
