// Forwards on allowances: which are listed, and what is agreed on each (exchange/policy/forward.h).
//
// In each year there is a book for delivery at the end of each of the next `years_ahead` years that
// the session has, and still the one for delivery at the end of the year itself.
#pragma once

#include <cstdint>

#include "exchange/base/units.h"

namespace tanshi {

struct ForwardPlan {
  BasisPoints margin{1'000};     // of the contract value, from buyer and seller; 0 .. 10,000
  std::int32_t years_ahead = 1;  // 1 .. 5
  // Of what a firm expects to lack or to have to spare in the year of delivery, what its robot buys
  // or sells forward; 0 .. 10,000.
  BasisPoints hedge_share{5'000};

  friend bool operator==(const ForwardPlan&, const ForwardPlan&) = default;
};

}  // namespace tanshi
