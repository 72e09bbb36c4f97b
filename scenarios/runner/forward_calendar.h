// Lists a session's forwards on allowances, and has them delivered.
//
// When a year begins there is a book for each of the next years that the plan says, one for
// delivery at the end of each; when its trading is over, its own is delivered, of vintages up to
// that year.
#pragma once

#include <cstddef>
#include <vector>

#include "scenarios/model/scenario.h"
#include "scenarios/runner/trading_floor.h"

namespace tanshi {

class ForwardCalendar {
 public:
  // Both must outlive it; `allowance` is the book of what is delivered.
  ForwardCalendar(const Scenario& scenario, InstrumentId allowance, TradingFloor& floor)
      : scenario_(scenario), allowance_(allowance), floor_(floor) {}

  void begin_year(std::size_t year);
  // The market must be closed.
  void end_trading(std::size_t year);

 private:
  const Scenario& scenario_;
  InstrumentId allowance_{};
  TradingFloor& floor_;
  std::size_t next_ = 1;             // year of delivery that has no book yet
  std::vector<std::size_t> listed_;  // years of delivery to come
};

}  // namespace tanshi
