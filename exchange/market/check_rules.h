// The rules of trading as conditions of a command, in the precedence of RejectReason. Asked for only
// where the instrument has rules. Private to exchange/market.
#pragma once

#include "exchange/market/market_core.h"

namespace tanshi {

// What an order asks for, whether it is new or replaces one.
struct Wish {
  Side side = Side::kBuy;
  Price limit;
  Tonnes quantity;
};

// Order limit, band and halt; whichever the side.
[[nodiscard]] Verdict check_rules(const Instrument& instrument, const Wish& wish);

// T+1 and holding limit; `released` stops waiting first.
[[nodiscard]] Verdict check_limits(const MarketCore& core, const Instrument& instrument,
                                   AccountId account, const Wish& wish,
                                   const RestingOrder* released);

// Whether the account may come to hold `quantity` more, all that waits to buy included.
[[nodiscard]] Verdict check_holding(const MarketCore& core, const Instrument& instrument,
                                    AccountId account, Tonnes quantity);

}  // namespace tanshi
