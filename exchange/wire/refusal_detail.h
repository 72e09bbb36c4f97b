// A refusal in words: which field of which command is wrong and what is allowed, such as
// "limit_price_cents_per_tonne must be at most 10000 (price_above_limit)". Pure.
#pragma once

#include <string>

#include "exchange/market/event.h"

namespace tanshi {

[[nodiscard]] std::string refusal_detail(const Refused& refused);

}  // namespace tanshi
