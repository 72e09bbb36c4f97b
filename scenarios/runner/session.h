// One run: the compliance calendar over a venue.
//
//   each year: issue the free allocation, and what can be had of credits -> when a month begins,
//   let the regulator act on past prices -> trade, day by day, every seat woken once a turn in an
//   order drawn anew (or by chance, once on average), and bid on the days that have an auction ->
//   close; the year's forward is delivered; what is owed beside emissions is settled; each plant's
//   abatement is settled, and what it builds -> report emissions -> settle the free allocation,
//   where it follows output or emissions -> surrender -> penalty -> publish the year's emissions
//   and price
//
// The market is told of emissions when they are due: of a year inside a compliance period the
// interim share, of its last year all the rest.
//
// Virtual time: nothing waits for a clock. Deterministic: the log of commands follows from the
// world, the seed and what the seats' holders answer.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "scenarios/model/scenario.h"
#include "scenarios/results/run_result.h"
#include "scenarios/runner/call_calendar.h"
#include "scenarios/runner/forward_calendar.h"
#include "scenarios/runner/late_corrections.h"
#include "scenarios/runner/poisson_wakes.h"
#include "scenarios/runner/project_sites.h"
#include "scenarios/runner/recorder.h"
#include "scenarios/runner/regulator.h"
#include "scenarios/runner/scheme_calendar.h"
#include "scenarios/runner/settled_allocation.h"
#include "scenarios/runner/trading_floor.h"
#include "scenarios/runner/venue.h"
#include "scenarios/runner/wake_order.h"
#include "scenarios/runner/world.h"

namespace tanshi {

// Where a session stands; told before each turn.
struct SessionPosition {
  std::int32_t year_index = 0;
  Year year{};
  std::int32_t day = 0;
  std::int32_t turn = 0;
};

// Where a session stood when its market's time was `time`.
[[nodiscard]] SessionPosition position_at(const Horizon& horizon, SimTime time);

class Session final : private FloorObserver {
 public:
  // All must outlive the session; `holders` may be null.
  Session(const Scenario& scenario, const World& world, std::uint64_t seed, Venue& venue,
          SeatHolders* holders);

  // Called before each turn; it may block (a pause). False ends the session there.
  using BeforeTurn = std::function<bool(const SessionPosition&)>;

  // Plays the whole horizon. False when `before_turn` ended it, or when the market refused to be
  // set up: on a venue that others command too, its accounts or its instrument may be there
  // already.
  bool run(const BeforeTurn& before_turn);

  // The same step by step, for who has to do with each turn: open(), then play_next() until over().
  // False: the market refused to be set up.
  bool open();
  // Plays the turn of position(); or, when the year's trading is over, settles the year.
  // REQUIRES: open, and not over.
  void play_next();
  [[nodiscard]] bool over() const { return year_ == scenario_.cap.size(); }
  // Whether a turn comes next.
  [[nodiscard]] bool trading() const { return day_ < scenario_.horizon.days_per_year; }
  // REQUIRES: not over.
  [[nodiscard]] SessionPosition position() const;

  // What seats are shown now, but for what is theirs alone. REQUIRES: open, and not over.
  [[nodiscard]] Observation view() const;
  // Adds what is the seat's: all but its orders and bids, the tape and further books.
  void show(std::size_t seat, Observation& view) const;

  // The scenario and the world that it was given have been changed in place: from the next turn on
  // it plays with these. Robots begin anew, with what is true now. REQUIRES: between two turns; the
  // world has the same seats.
  void take_in_change();

  [[nodiscard]] const Recorder& recorder() const { return recorder_; }
  [[nodiscard]] const ProjectSites& projects() const { return projects_; }

 private:
  bool open_market();
  bool seat_everyone();
  void see(std::span<const Event> events) override;
  void set_rules(std::vector<Action>& actions) const;
  void issue_allocation(std::size_t year);
  void issue_credits(std::size_t year, std::vector<Action>& actions) const;
  void cancel_unmade_credits();
  void borrow(std::size_t year);
  void begin_year();
  void open_day();
  void close_day();
  [[nodiscard]] double part_passed(std::int32_t day) const;
  void begin_turn(std::int32_t turn);
  void take_measure(std::size_t year, std::int32_t day);
  void play_turn(std::size_t year, std::int32_t day, std::int32_t turn);
  void comply(std::size_t year);
  void hear(std::size_t seat, const Decision& decision);
  void decide_plant(std::size_t seat, Observation& observation);
  Tonnes settle_plant(std::size_t seat, std::size_t year);
  Tonnes settle_allocation(std::size_t seat, std::size_t year, Tonnes entitled,
                           std::vector<Action>& actions);
  [[nodiscard]] Tonnes due(std::size_t seat, std::size_t year, Tonnes reported);
  void surrender_credits(std::size_t year);
  void correct_reports(std::size_t year);
  void surrender(std::size_t year);
  void settle(std::size_t year, Price mean_price);
  void lapse();
  void write_off(std::size_t year);

  [[nodiscard]] Observation observation_at(std::size_t year, std::int32_t day, std::int32_t turn,
                                           bool trading) const;
  void show_band(Observation& observation) const;
  void show_plant(std::size_t seat, std::size_t year, double share, Observation& observation) const;

  const Scenario& scenario_;
  const World& world_;
  Venue& venue_;
  Recorder recorder_;
  TradingFloor floor_;
  ForwardCalendar forwards_;
  SchemeCalendar schemes_;
  Regulator regulator_;
  SettledAllocation allocation_;
  LateCorrections corrections_;
  ProjectSites projects_;
  CallCalendar calls_;
  WakeOrder wake_order_;
  PoissonWakes poisson_;
  std::size_t year_ = 0;  // what comes next
  std::int32_t day_ = 0;
  std::int32_t turn_ = 0;
  std::vector<Tonnes> emissions_;  // published, a year that has ended each
  std::vector<Price> year_prices_;
  std::vector<std::optional<Tonnes>> abatement_;  // decided for this year, a seat each
  std::vector<std::optional<std::vector<BuildProject>>> builds_;  // likewise
  Tonnes circulation_;                                            // when this year began
  std::vector<PartsPerMillion> activity_;                         // as known today
  std::vector<Tonnes> deferred_;  // reported for the period, and not yet due, a seat each
  Tonnes all_deferred_;           // when this year began
  std::vector<Tonnes> borrowed_;  // of this year's allocation, used for the last, a seat each
};

}  // namespace tanshi
