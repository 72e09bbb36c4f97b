// Wakes seats: shows each what it may know, lets its holder decide, and carries the decision out.
//
// Knows nothing of the calendar or plants: the session fills in what these tell. The cost of a
// wake does not depend on how many seats there are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "agents/seat/agent.h"
#include "agents/seat/observation.h"
#include "exchange/base/random_stream.h"
#include "exchange/market/event.h"
#include "scenarios/runner/venue.h"

namespace tanshi {

// Decides in place of a robot where somebody else holds the seat.
class SeatHolders {
 public:
  virtual ~SeatHolders() = default;

  // False: nobody holds it, or did not answer; the robot decides. `decision` arrives cleared, and
  // is left so when false.
  virtual bool decide(std::size_t seat, const Observation& observation, Decision& decision) = 0;
};

// What is told of everything that happens on the floor, as it happens.
class FloorObserver {
 public:
  virtual ~FloorObserver() = default;
  virtual void see(std::span<const Event> events) = 0;
};

class TradingFloor {
 public:
  // `holders` and `observer` may be null; all three must outlive the floor.
  TradingFloor(Venue& venue, SeatHolders* holders, FloorObserver* observer);

  // The seat's number is its place in the order of the calls, from 0. `books`: its own, and those
  // that it may trade in besides.
  void add_seat(AccountId account, std::span<const InstrumentId> books,
                std::unique_ptr<Agent> robot, RandomStream random);
  // Another robot takes the place of the seat's; its random stream goes on.
  void set_robot(std::size_t seat, std::unique_ptr<Agent> robot) {
    seats_[seat].robot = std::move(robot);
  }
  // A forward joins the books of all seats that trade its underlying as their own, until it is
  // removed.
  void add_forward(InstrumentId forward, InstrumentId underlying, Year delivery);
  void remove_forward(InstrumentId forward);
  [[nodiscard]] std::size_t seat_count() const { return seats_.size(); }

  // What the seat owes beside what the market knows of: emissions that are not yet due.
  void set_deferred(std::size_t seat, Tonnes owed) { seats_[seat].deferred = owed; }

  // How a book trades from now on, and all others continuously: decisions that ask for it are
  // fitted to that.
  void set_mode(InstrumentId book, TradingMode mode) {
    mode_of_ = book;
    mode_ = mode;
  }

  // Hears which seats will be woken next, the next one first, and starts to fetch what waking them
  // will touch: with 100,000 seats a wake is mostly waiting for memory. Changes nothing.
  void expect(std::span<const std::uint32_t> seats) const;

  // Fills in `observation` the seat's cash, allowances and obligation, and its book's quotes.
  void show(std::size_t seat, Observation& observation) const;

  // Fills in `observation` what the market knows of the seat, and applies what its holder decides.
  // Intents that name another account are dropped: no holder can send them (the service refuses
  // them), so one here is a robot's bug and aborts. Returns what was decided; valid until the next
  // wake.
  const Decision& wake(std::size_t seat, Observation& observation);

  // Asks the robot alone: for a holder that did not decide what must be decided. Its orders are not
  // carried out. Valid until the next wake.
  const Decision& wake_robot(std::size_t seat, Observation& observation);

  // Carries out commands of the session itself. False: one of them was refused.
  bool apply(std::span<const Action> actions);

 private:
  struct FurtherBook {
    InstrumentId instrument{};
    std::int64_t tape_seen = 0;
    Year delivery{};  // of a forward
  };

  struct Tape {
    InstrumentId instrument{};
    std::vector<TapeEntry> entries;  // the latest; entries[0] is entry `start`
    std::int64_t start = 0;
  };

  struct Seat {
    AccountId account{};
    InstrumentId instrument{};  // its own
    Tonnes deferred;
    std::int64_t tape_seen = 0;  // entries of its book's tape, counted from the start
    std::vector<FurtherBook> further;
    std::vector<OwnBid> bids;  // in the open auction
    Tonnes consigned;          // to it: as good as sold
    std::unique_ptr<Agent> robot;
    RandomStream random;
  };

  static void show(const Market& market, const Seat& seat, Observation& observation);
  void observe(Seat& seat, Observation& observation);
  void observe_further(Seat& seat, Observation& observation);
  void sort_orders(const Seat& seat, Observation& observation);
  [[nodiscard]] std::span<const TapeEntry> unseen(InstrumentId instrument, std::int64_t& seen);
  [[nodiscard]] Tape& tape_of(InstrumentId instrument);
  void write(InstrumentId instrument, const TapeEntry& entry);
  void fit_to_mode(const Seat& seat, const Observation& observation);
  void carry_out(const Seat& seat);
  void take_notice();
  void take_notice_of_bids(const Event& event);
  [[nodiscard]] Seat* seat_of(AccountId account);

  Venue& venue_;
  SeatHolders* holders_;
  FloorObserver* observer_;
  InstrumentId mode_of_{};
  TradingMode mode_ = TradingMode::kContinuous;
  std::vector<Seat> seats_;

  std::vector<Tape> tapes_;  // of the books that seats trade in

  // Reused at each wake.
  std::vector<Event> events_;
  std::vector<Action> actions_;
  std::vector<OrderView> orders_;
  std::vector<OwnOrder> own_orders_;  // of one book after the other
  std::vector<BookView> views_;
  Decision decision_;
};

}  // namespace tanshi
