// The price at which one could trade now: the year's latest trade, moved inside the best quotes.
// Last year's trades say little of a year in which nobody has traded yet.
#pragma once

#include <algorithm>
#include <optional>

#include "agents/seat/observation.h"

namespace tanshi {

class MarketView {
 public:
  // To be called once at each wake. The first tape of a year tells of the year before too.
  void see(const Observation& observation) {
    if (year_ != observation.year) {
      year_ = observation.year;
      traded_ = false;
    } else if (!traded_) {
      traded_ = std::ranges::any_of(observation.tape, &TapeEntry::trade);
    }
  }

  // `otherwise` where the holder has not seen a trade this year; it too is moved inside the quotes.
  [[nodiscard]] Price price(const Observation& observation, Price otherwise) const {
    Price price = traded_ ? observation.last : otherwise;
    if (observation.ask_quantity > Tonnes() && price > observation.ask) price = observation.ask;
    if (observation.bid_quantity > Tonnes() && price < observation.bid) price = observation.bid;
    return price;
  }

 private:
  std::optional<Year> year_;
  bool traded_ = false;
};

}  // namespace tanshi
