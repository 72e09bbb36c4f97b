// What the market says of forwards; see event.h.
#pragma once

#include "exchange/base/ids.h"
#include "exchange/base/units.h"

namespace tanshi {

struct ForwardListed {
  InstrumentId instrument{};
  InstrumentId underlying{};
  Year vintage{};
  Price tick;
  Tonnes lot;
  Price max_price;
  BasisPoints margin;
  Year delivery{};
};

// What the account has of the forward from now on, and what cash its position binds. Follows the
// trade that changed it.
struct PositionChanged {
  InstrumentId instrument{};
  AccountId account{};
  Tonnes quantity;  // below zero: to be delivered
  Cash value;       // below zero: to be received
  Cash margin;
};

// The end of a position, and of its margin. A default: `missing` is not zero, or less was paid by
// the account than was due. The allowances come before, as AllowancesTransferred.
struct PositionSettled {
  InstrumentId instrument{};
  AccountId account{};
  Tonnes quantity;
  Cash value;
  Tonnes delivered;  // to the account; below zero: by it
  Tonnes missing;    // what it could not deliver, or not pay for
  Cash due;          // by the account; below zero: to it
  Cash paid;         // likewise
};

// Follows the positions' settlements.
struct ForwardDelivered {
  InstrumentId instrument{};
  Price price;       // at which the undelivered tonnes were settled in cash
  Tonnes delivered;  // in all
  Tonnes undelivered;
  Cash unpaid;  // of what was due
};

}  // namespace tanshi
