// The public side of one book, followed through the market's events: what is open at each price,
// the quote, and what has changed since it was last told.
//
// Pure. Thread-safety: none.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "exchange/book/book_types.h"
#include "exchange/market/event.h"
#include "exchange/market/market_state.h"
#include "tanshi/v1/market_data_service.pb.h"

namespace tanshi {

class BookMirror {
 public:
  // The book as it is after some event: its listing and rules, depth of both sides and quote.
  BookMirror(const ListInstrument& listing, const TradingRules& rules,
             const std::vector<DepthLevel>& bids, const std::vector<DepthLevel>& asks,
             const InstrumentQuote& quote);

  // Follows one event; those of other books change nothing.
  // REQUIRES: every event after the one that the mirror began with, in order.
  void apply(const Event& event);

  [[nodiscard]] bool has_changed() const;

  // Writes the changes since the last call, and the quote, to an empty `delta`.
  void take_changes(v1::BookDelta& delta);

  // The whole book as messages of at most `levels_max` levels; at least one message.
  [[nodiscard]] std::vector<v1::BookSnapshot> snapshot(int levels_max) const;

 private:
  // What is open at each price; `Better` orders prices from the top of the book down.
  template <class Better>
  using Levels = std::map<Price, Tonnes, Better>;

  void add(Side side, Price price, Tonnes quantity);
  void follow(const OrderRested& event);
  void follow(const OrderReduced& event);
  void follow(const OrderCancelled& event);
  void follow(const Traded& event);
  void follow(const CallTraded& event);
  void follow(const DirectTraded& event);
  void follow(const InstrumentClosed& event);
  void follow(const TradingRulesSet& event);
  void follow(const Uncrossed& event);
  void add_trade(Price price, Tonnes quantity, v1::Side taker_side, v1::TradeKind kind);
  void fill_quote(v1::Quote& quote) const;
  void fill_indicative(v1::Quote& quote) const;

  InstrumentId instrument_;
  BookSpec spec_;
  TradingRules rules_;
  Levels<std::greater<>> bids_;
  Levels<std::less<>> asks_;
  Price last_;
  Price close_;
  Tonnes volume_;

  // Since the last take_changes().
  std::set<Price, std::greater<>> changed_bids_;
  std::set<Price> changed_asks_;
  std::vector<v1::Trade> trades_;
  bool quote_changed_ = false;
};

}  // namespace tanshi
