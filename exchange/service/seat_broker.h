// The meeting point between a session, which wakes its seats, and the holders of seats, who answer.
//
// The session offers its seats before it starts and then, for each seat in its fixed order, calls
// wake(). A seat without a holder is its robot's: wake() returns at once with nothing, and the
// session lets the robot decide. A holder may join at any moment and leave at any moment; the seat
// then falls back to the robot. So the log of a session depends on what was answered, never on
// when.
//
// Thread-safety: all members may be called from any thread; one thread at a time wakes one seat.
// Nothing polls: a woken session thread sleeps until the answer, the departure or the deadline.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agents/seat/agent.h"
#include "agents/seat/observation.h"
#include "exchange/service/identities.h"

namespace tanshi {

// One who can hold seats: a client's stream, or a person of a class. Calls come from the session's
// thread, without locks held, and must not block; taken_away() from any thread.
class SeatHolder {
 public:
  virtual ~SeatHolder() = default;

  // Asks for the decision of `turn`, to be given by SeatBroker::answer(). The observation is valid
  // during the call.
  virtual void wake(const SeatBrief& seat, std::int64_t turn, const Observation& observation) = 0;

  // The turn was closed without an answer, its time being over; the seat stays held.
  virtual void expired(const SeatBrief& seat, std::int64_t turn) = 0;

  // The seat was given to another, or to its robot, by the operator.
  virtual void taken_away(const SeatBrief& seat) { static_cast<void>(seat); }

  // The session is over; no call follows. `reason` is a sentence for a person.
  virtual void session_over(const std::string& reason) = 0;
};

// Hears of every wake, whoever answers it. Calls come from the session's thread, without locks
// held, and must not block.
class SeatWatcher {
 public:
  virtual ~SeatWatcher() = default;
  virtual void woken(const SeatBrief& seat, const Observation& observation) = 0;
};

struct SeatStatus {
  std::string seat;
  AccountId account{};
  bool emitter = false;
  bool held = false;  // by a program or a person; else by its robot
  bool by_program = false;
  std::int64_t turns = 0;  // wakes that the seat's holders have been sent
};

class SeatBroker {
 public:
  using Clock = std::chrono::steady_clock;

  // `identities` learns each seat's token and must outlive the broker.
  explicit SeatBroker(Identities& identities);
  SeatBroker(const SeatBroker&) = delete;
  SeatBroker& operator=(const SeatBroker&) = delete;

  // ---- The session's side ----

  // Makes a seat known. `token` lets its bearer act for the seat's account, and as the regulator
  // where the seat is its.
  // REQUIRES: the name and the account are new, the token is new and not empty.
  void offer(const SeatBrief& brief, std::string token);

  // The session has changed what the seat's holder is told once. Earlier briefs stay valid.
  // REQUIRES: the seat was offered.
  void change(const SeatBrief& brief);

  // Blocks until every seat is held. False when the deadline passed or close() was called first.
  [[nodiscard]] bool wait_until_held(Clock::time_point deadline);

  // Wakes the seat's holder and blocks for its decision. Nothing when no one holds the seat, when
  // the holder leaves meanwhile, when `deadline` passes, or after close().
  // Every intent is of the seat's account; all else about it is for the market to judge.
  // REQUIRES: the seat was offered.
  [[nodiscard]] std::optional<Decision> wake(std::string_view seat, const Observation& observation,
                                             Clock::time_point deadline);

  // Tells the watcher of a wake that nobody is asked for: of a session that is played again.
  // REQUIRES: the seat was offered.
  void show(std::string_view seat, const Observation& observation);

  // Ends the session for all holders, and any wake() under way. Seats can no longer be joined.
  void close(const std::string& reason);

  // ---- A class's side ----

  // `watcher` hears of the wakes from now on; null: nobody does.
  void set_watcher(std::shared_ptr<SeatWatcher> watcher);

  // Seats a person, who answers at once whenever no program holds the seat: so a browser that is
  // away keeps its seat, and the participant's program may join beside him.
  // Errors: NOT_FOUND no such seat; ALREADY_EXISTS another person or a program holds it;
  // FAILED_PRECONDITION the session is over.
  absl::Status seat_person(std::string_view seat, std::shared_ptr<SeatHolder> person);

  // Gives the seat back to its robot, whoever holds it; does nothing if nobody does.
  void empty_seat(std::string_view seat);

  // ---- The holders' side ----

  // Gives the seat to `holder`. The brief stays valid as long as the broker.
  // Errors: NOT_FOUND no such seat; PERMISSION_DENIED `identity` may not act for its account;
  // ALREADY_EXISTS another holds it; FAILED_PRECONDITION the session is over.
  [[nodiscard]] absl::StatusOr<const SeatBrief*> join(std::string_view seat,
                                                      const Identity& identity,
                                                      std::shared_ptr<SeatHolder> holder);

  // Gives one seat, or all seats of the holder, back to their robots.
  // Errors: FAILED_PRECONDITION the holder does not hold the seat.
  absl::Status leave(std::string_view seat, const SeatHolder* holder);
  void leave_all(const SeatHolder* holder);

  // Answers a wake. On an error nothing has changed and a turn under way still waits.
  // Errors: FAILED_PRECONDITION the holder does not hold the seat, or `turn` is not under way:
  // answered already, expired, or not yet asked (the message says which);
  // PERMISSION_DENIED an intent names another account.
  absl::Status answer(std::string_view seat, const SeatHolder* holder, std::int64_t turn,
                      Decision decision);

  // ---- Anyone ----
  // As it is now; valid as long as the broker. Null: no such seat.
  [[nodiscard]] const SeatBrief* brief(std::string_view seat) const;
  [[nodiscard]] std::vector<SeatStatus> seats() const;  // in the order of the offers

 private:
  struct Seat {
    std::unique_ptr<const SeatBrief> brief;
    std::shared_ptr<SeatHolder> holder;  // a program
    std::shared_ptr<SeatHolder> person;  // answers when no program holds it
    const SeatHolder* woken = nullptr;   // who was asked last
    std::int64_t turn = 0;               // of the latest wake
    bool awake = false;                  // that wake waits for its answer
    std::optional<Decision> decision;
  };

  std::optional<Decision> ask(std::unique_lock<std::mutex>& lock, Seat& seat,
                              const std::shared_ptr<SeatHolder>& holder,
                              const Observation& observation, Clock::time_point deadline);
  void show(std::unique_lock<std::mutex>& lock, const Seat& seat, const Observation& observation);
  [[nodiscard]] Seat* find(std::string_view seat) const;
  absl::Status check_turn(const Seat& seat, std::int64_t turn) const;
  [[nodiscard]] std::vector<std::shared_ptr<SeatHolder>> release_all();
  void release(Seat& seat);

  Identities& identities_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<Seat>> seats_;
  std::map<std::string, Seat*, std::less<>> by_name_;
  std::shared_ptr<SeatWatcher> watcher_;
  std::vector<std::unique_ptr<const SeatBrief>> earlier_briefs_;  // others may still read them
  bool closed_ = false;
  std::string close_reason_;
};

}  // namespace tanshi
