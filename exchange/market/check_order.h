// Conditions that the ways to trade share, each in the precedence of RejectReason. Private to
// exchange/market.
#pragma once

#include "exchange/market/market_core.h"

namespace tanshi {

// What an order asks for, whether it is new, replaces one, or takes or offers directly.
struct Wish {
  Side side = Side::kBuy;
  Price limit;
  Tonnes quantity;
};

// Of a forward: whether so much may still be traded of it, ever.
[[nodiscard]] Verdict check_room(const MarketCore& core, const Instrument* instrument,
                                 Tonnes quantity);
// Limit and quantity, as far as no state is needed but the instrument, if there is one.
[[nodiscard]] Verdict check_form(const Instrument* instrument, Price limit, Tonnes quantity);
// Of an instrument to be listed: its tick, lot and highest price, each on its own.
[[nodiscard]] Verdict check_terms(Price tick, Tonnes lot, Price max_price);
// Tick and lot.
[[nodiscard]] Verdict check_grid(const Instrument& instrument, Price limit, Tonnes quantity);

// Whether it is halted, or delivered.
[[nodiscard]] Verdict check_state(const Instrument& instrument);

// ---- The rules of trading; they refuse nothing unless the instrument has rules ----
// Order limit, band and halt; whichever the side.
[[nodiscard]] Verdict check_rules(const Instrument& instrument, const Wish& wish);
// Whether an order that waits without matching would cross one of the account's own.
[[nodiscard]] bool crosses_own(const Instrument& instrument, AccountId account, Side side,
                               Price limit);
// T+1 for who sells, the holding limit for who buys; of a forward that limits the position of
// either side. `released` stops waiting first.
[[nodiscard]] Verdict check_limits(const MarketCore& core, const Instrument& instrument,
                                   AccountId account, const Wish& wish,
                                   const RestingOrder* released = nullptr);
// Whether the account may come to hold `quantity` more, all that waits to buy included.
[[nodiscard]] Verdict check_holding(const MarketCore& core, const Instrument& instrument,
                                    AccountId account, Tonnes quantity);

// Whether the account has what the wish binds, given that `released` stops being bound first.
[[nodiscard]] Verdict check_escrow(const MarketCore& core, AccountId account,
                                   const Instrument& instrument, const Wish& wish,
                                   const RestingOrder* released = nullptr);

}  // namespace tanshi
