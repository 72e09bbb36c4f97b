// Views of a market's accounts and books, and its whole state as plain values for a snapshot.
//
// MarketState is canonical: equal markets have equal states, member by member. Accounts, holdings,
// instruments and forwards come by rising id, vintages and years rising, orders by priority: buys
// then sells, best price first, oldest first.
#pragma once

#include <cstdint>
#include <vector>

#include "exchange/base/ids.h"
#include "exchange/base/units.h"
#include "exchange/book/book_types.h"
#include "exchange/market/command.h"
#include "exchange/market/direct_offer.h"
#include "exchange/market/open_auction.h"
#include "exchange/policy/compliance.h"
#include "exchange/policy/forward.h"
#include "exchange/policy/surrender_terms.h"
#include "exchange/policy/trading_rules.h"
#include "exchange/registry/holdings.h"

namespace tanshi {

struct OrderView {
  AccountId account{};
  OrderId order{};
  InstrumentId instrument{};
  Side side{};
  Price limit;
  Tonnes open;
  TimeInForce time_in_force{};

  friend bool operator==(const OrderView&, const OrderView&) = default;
};

// Top of a book and its latest prices; quantity 0 or price 0: none.
struct InstrumentQuote {
  Price bid;
  Tonnes bid_quantity;
  Price ask;
  Tonnes ask_quantity;
  Price last;     // of the latest trade
  Price close;    // last price at the close before
  Tonnes volume;  // since the close before
  // What a call would trade now, and its price; 0: nothing, or the instrument trades otherwise.
  Price indicative;
  Tonnes indicative_volume;

  friend bool operator==(const InstrumentQuote&, const InstrumentQuote&) = default;
};

// By which rules an instrument trades, and between which prices today.
struct TradingView {
  TradingRules rules;
  Halt halt = Halt::kNotHalted;
  PriceRange band;

  friend bool operator==(const TradingView&, const TradingView&) = default;
};

// A listed forward.
struct ForwardView {
  ListForward listing;
  bool is_delivered = false;  // its book is closed for good
};

// What an account has of a forward, and the cash that it binds.
struct PositionView {
  Position position;
  Cash margin;

  friend bool operator==(const PositionView&, const PositionView&) = default;
};

// ---- The whole state ---------------------------------------------------------------------------

struct AccountState {
  AccountId account{};
  CashBalance cash;
  OrderId last_order{};                    // highest order id used; 0: none
  std::vector<YearObligation> open_years;  // under the emissions scheme

  friend bool operator==(const AccountState&, const AccountState&) = default;
};

// Of an account that holds something of the instrument.
struct HoldingState {
  AccountId account{};
  AllowanceBalance balance;
  std::vector<VintageHolding> lots;

  friend bool operator==(const HoldingState&, const HoldingState&) = default;
};

struct OrderState {
  AccountId account{};
  OrderId order{};
  Side side{};
  Price limit;
  Tonnes open;
  TimeInForce time_in_force{};
  SelfTradePrevention self_trade_prevention{};

  friend bool operator==(const OrderState&, const OrderState&) = default;
};

struct HoldingLimit {
  AccountId account{};  // 0: of every account that has none of its own
  Tonnes limit;         // above 0

  friend bool operator==(const HoldingLimit&, const HoldingLimit&) = default;
};

// What an account bought today and may not sell yet (T+1).
struct BoughtToday {
  AccountId account{};
  Tonnes quantity;

  friend bool operator==(const BoughtToday&, const BoughtToday&) = default;
};

// What an account met of a year with an instrument that has a quota, under its terms' scheme.
struct MetUnderQuota {
  AccountId account{};
  Year year{};
  Tonnes met;

  friend bool operator==(const MetUnderQuota&, const MetUnderQuota&) = default;
};

struct PositionState {
  AccountId account{};
  Tonnes quantity;
  Cash value;

  friend bool operator==(const PositionState&, const PositionState&) = default;
};

// What an instrument that is a forward has besides; it has no vintages and no holdings.
struct ForwardState {
  InstrumentId instrument{};
  InstrumentId underlying{};
  Year vintage{};
  BasisPoints margin;
  Year delivery{};
  bool is_delivered = false;
  Tonnes traded;                         // ever; 0 once it is delivered
  std::vector<PositionState> positions;  // by rising account, none of zero

  friend bool operator==(const ForwardState&, const ForwardState&) = default;
};

struct InstrumentState {
  InstrumentId instrument{};
  Price tick;
  Tonnes lot;
  Price max_price;
  Price last;
  Price close;
  Tonnes volume;
  std::vector<VintageTotals> vintages;
  std::vector<HoldingState> holdings;
  std::vector<OrderState> orders;
  Cash value;  // paid for `volume`
  TradingRules rules;
  Halt halt = Halt::kNotHalted;
  std::vector<HoldingLimit> holding_limits;  // by rising account
  std::vector<BoughtToday> bought_today;     // by rising account
  SurrenderTerms terms;
  std::vector<MetUnderQuota> met_under_quota;  // by rising account, then year

  friend bool operator==(const InstrumentState&, const InstrumentState&) = default;
};

// What one account owes under a scheme.
struct ObligedState {
  AccountId account{};
  std::vector<YearObligation> open_years;  // one at least

  friend bool operator==(const ObligedState&, const ObligedState&) = default;
};

// A scheme other than emissions under which anything was ever settled or is owed.
struct SchemeState {
  SchemeId scheme{};
  Year settled_through{};              // 0: no year yet
  std::vector<ObligedState> accounts;  // by rising account

  friend bool operator==(const SchemeState&, const SchemeState&) = default;
};

struct MarketState {
  SimTime time;
  TradingPhase phase = TradingPhase::kClosed;
  Year settled_through{};  // under the emissions scheme; 0: no year yet
  Cash net_deposits;
  Cash penalties;
  std::vector<AccountState> accounts;
  std::vector<InstrumentState> instruments;
  std::vector<OpenAuction> auctions;  // by rising id
  AuctionId last_auction{};           // highest id used; 0: none

  // The log so far: see Market.
  std::int64_t command_count = 0;
  std::int64_t event_count = 0;
  std::uint64_t events_hash = 0;

  std::vector<DirectOffer> offers;     // by rising account, then order
  std::vector<ForwardState> forwards;  // by rising instrument
  std::vector<SchemeState> schemes;    // by rising scheme

  friend bool operator==(const MarketState&, const MarketState&) = default;
};

}  // namespace tanshi
