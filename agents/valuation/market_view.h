// The price at which one could trade now: the latest trade, moved inside the best quotes.
#pragma once

#include "agents/seat/observation.h"

namespace tanshi {

// `otherwise` where nothing has traded yet; it too is moved inside the quotes.
[[nodiscard]] inline Price tradable_price(const Observation& observation, Price otherwise) {
  Price price = observation.last > Price() ? observation.last : otherwise;
  if (observation.ask_quantity > Tonnes() && price > observation.ask) price = observation.ask;
  if (observation.bid_quantity > Tonnes() && price < observation.bid) price = observation.bid;
  return price;
}

}  // namespace tanshi
