// Observations and briefs for tests of strategies: one book, one seat, round figures.
#pragma once

#include <vector>

#include "agents/seat/observation.h"

namespace tanshi {

inline SeatBrief test_brief() {
  SeatBrief brief;
  brief.seat = "tester";
  brief.account = AccountId{7};
  brief.instrument = InstrumentId{1};
  brief.tick = Price(1);
  brief.lot = Tonnes(10);
  brief.max_price = Price(20'000);
  brief.first_year = Year{2025};
  brief.years = 3;
  brief.days_per_year = 10;
  brief.turns_per_day = 1;
  return brief;
}

inline Observation test_observation() {
  Observation observation;
  observation.year = Year{2025};
  observation.next_order = OrderId{5};
  observation.cash_available = Cash(1'000'000'000);
  observation.allowances_available = Tonnes(1'000);
  return observation;
}

}  // namespace tanshi
