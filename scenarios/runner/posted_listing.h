// How a robot that knows of orders alone trades where nothing matches by itself: of what would meet
// listed orders it takes these, best price first and oldest first, and posts the rest. A post-only
// order that would meet one is left out.
//
// Pure. Robots quote as they do where orders meet; a program that holds a seat may ask for the
// same.
#pragma once

#include <span>

#include "agents/seat/agent.h"
#include "agents/seat/observation.h"
#include "exchange/market/market_state.h"

namespace tanshi {

// Whether the decision has an order in the book, the seat's own, that would meet the best of the
// other side.
[[nodiscard]] bool meets_listings(InstrumentId book, const Observation& observation,
                                  const Decision& decision);

// Where nothing meets by itself, no order in the book may say that it will not take.
void drop_post_only(InstrumentId book, const Observation& observation, Decision& decision);

// `listings`: those of the book that may be taken. Numbers the account's new orders anew, from
// observation.next_order.
void take_listings(AccountId account, InstrumentId book, const Observation& observation,
                   std::span<const OrderView> listings, Decision& decision);

}  // namespace tanshi
