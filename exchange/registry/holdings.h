// What an account holds, as plain values.
#pragma once

#include "exchange/base/units.h"

namespace tanshi {

struct CashBalance {
  Cash available;  // below zero only by a penalty
  Cash escrowed;   // bound by orders, bids and positions

  friend bool operator==(const CashBalance&, const CashBalance&) = default;
};

struct AllowanceBalance {
  Tonnes available;
  Tonnes escrowed;  // bound by resting sell orders

  friend bool operator==(const AllowanceBalance&, const AllowanceBalance&) = default;
};

// What an account has bought of a forward less what it has sold: to be delivered, and to be paid.
struct Position {
  Tonnes quantity;  // below zero: it delivers
  Cash value;       // at the prices of its trades; below zero: it is paid

  friend bool operator==(const Position&, const Position&) = default;
};

struct VintageHolding {
  Year vintage{};
  Tonnes quantity;

  friend bool operator==(const VintageHolding&, const VintageHolding&) = default;
};

// Where the allowances of one vintage are, besides the accounts.
// issued = held by accounts + surrendered + cancelled.
struct VintageTotals {
  Year vintage{};
  Tonnes issued;
  Tonnes surrendered;
  Tonnes cancelled;

  friend bool operator==(const VintageTotals&, const VintageTotals&) = default;
};

}  // namespace tanshi
