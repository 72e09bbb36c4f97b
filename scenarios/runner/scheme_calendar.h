// A session's schemes (agents/seat/scheme.h): lists their books, gives out what users are
// allocated, and when trading is over lets plants save what their units leave uncovered, settles
// what is owed, and has what is left lapse. What makers have not sold is for the session to cancel.
#pragma once

#include <cstddef>
#include <vector>

#include "exchange/market/market.h"
#include "scenarios/model/scenario.h"
#include "scenarios/runner/recorder.h"
#include "scenarios/runner/trading_floor.h"
#include "scenarios/runner/venue.h"
#include "scenarios/runner/world.h"

namespace tanshi {

class SchemeCalendar {
 public:
  // All must outlive it.
  SchemeCalendar(const Scenario& scenario, const World& world, Venue& venue, TradingFloor& floor,
                 Recorder& recorder);

  // Of an instrument, all but its id as `listing` says.
  void list(ListInstrument listing, std::vector<Action>& actions) const;
  void set_terms(std::vector<Action>& actions) const;

  void begin_year(std::size_t year, std::vector<Action>& actions);

  // What the schemes take off the emissions of a seat this year: by the units that it holds now
  // and what is expected to be made; once the year is settled, as it turned out.
  [[nodiscard]] Tonnes spared(std::size_t seat) const;

  // Closes the year. The market must be closed.
  void settle();

 private:
  struct Position {
    Tonnes held;
    Tonnes saved;
  };

  [[nodiscard]] Position position_of(const Market& market, std::size_t seat,
                                     std::size_t scheme) const;
  void settle(std::size_t scheme);
  Tonnes settle_making(std::size_t scheme);
  void write_off(std::size_t scheme);
  [[nodiscard]] Year this_year() const;

  const Scenario& scenario_;
  const World& world_;
  Venue& venue_;
  TradingFloor& floor_;
  Recorder& recorder_;
  std::size_t year_ = 0;
  std::vector<std::vector<double>> displaced_t_;  // of each scheme, a seat each
  std::vector<std::vector<Tonnes>> saved_;        // likewise; empty: the year is not settled
};

}  // namespace tanshi
