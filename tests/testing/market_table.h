// Runs a table of commands and what they must lead to (tests/tables/*.market) against a market.
//
//   # a number sign that stands alone begins a remark
//   submit_order a1 #4 i1 buy limit @72.50 100t    a command, as in tests/testing/read_action.h
//   -> order_accepted a1 #4 i1 buy @72.50 100t     one line for each event that it must give,
//   -> order_rested a1 #4 i1 buy @72.50 100t       as in exchange/market/to_text.h
//   -> refused cash_insufficient 5000              of a refusal, the reason and the bound
//   = cash a1 10.00 + 5.00                         available + escrowed
//   = allowances a1 i1 10t + 5t 2025 15t           available + escrowed, then the lots by vintage
//   = position a1 i10 5t 350.00 35.00              tonnes, contract value, margin
//   = obligation a1 5t                             of emissions; of scheme 1: = obligation a1 s1 5t
//   = orders a1 #4 i1 buy @72.50 100t gtc          all of the account's, by order id
//   = depth i1 buy @72.50 100t 1                   all levels: price, quantity, orders
//   = quote i1 @72.50 100t @0.00 0t last @72.40 close @0.00 volume 3t     bid and ask, then ...
//   at 500                                         simulated time of the commands from here on
//   new                                            a new market
//
// After each command the market is audited, and a refusal must name the command, and leave the
// state as it was.
#pragma once

#include <string>

namespace tanshi {

enum class TableMode {
  kPlain,
  kRestored,  // the market is taken down and restored from its state after every command
};

// Adds a test failure, with file and line, for everything that is not as the table says.
void run_market_table(const std::string& path, TableMode mode);

}  // namespace tanshi
