// What the journal says of a session that was interrupted: its commands, and the notes of who gave
// which, who answered what and what was changed. Played again from the beginning with the same
// scenario and seed, the session finds here what it found then, until nothing is left; and then
// stands where it stood.
//
// The market of the past is built anew as the session goes: each visit finds it as it was then,
// with what others had commanded meanwhile. Where the session now commands otherwise than it did
// (another version of the program decides otherwise), it does not fit: `status` says so, and the
// past is of no more use.
//
// Thread-safety: none; the session's thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "exchange/journal/journal.h"
#include "exchange/market/command.h"
#include "exchange/market/event.h"
#include "exchange/market/market.h"

namespace tanshi {

class SessionPast {
 public:
  // `visit` hears of each command of the journal, with the market after it and its events.
  // Errors: those of the journal; DATA_LOSS notes that are none; NOT_FOUND there are no notes: who
  // wrote the journal kept none.
  [[nodiscard]] static absl::StatusOr<SessionPast> read(Journal& journal, Journal::Visit visit);

  // Whether anything is left after so many visits, wakes and turns.
  [[nodiscard]] bool reaches(std::int64_t visits, std::int64_t wakes, std::int64_t turns) const;

  // The session's visit of that number, to look.
  void look(std::int64_t visit);
  // To command. Appends every event since the visit before, whoever caused it. Where the session
  // does not fit, the commands are carried out all the same, on what has become another market.
  void apply(std::int64_t visit, SimTime time, std::span<const Action> actions,
             std::vector<Event>& events);
  // What others commanded after the last visit, and all events that nobody has been given.
  [[nodiscard]] std::vector<Event> finish();

  [[nodiscard]] const Market& market() const { return market_; }
  // Bytes of the answer to a wake. Absent: its robot answered.
  [[nodiscard]] std::optional<std::string> answer(std::int64_t wake) const;
  // Bytes of what was changed before a turn.
  [[nodiscard]] std::vector<std::string> changes(std::int64_t turn) const;

  // Bytes of what was asked for and not changed yet.
  [[nodiscard]] std::vector<std::string> unmade_changes() const;

  // FAILED_PRECONDITION: the session does not fit its past.
  [[nodiscard]] const absl::Status& status() const { return status_; }
  // The market at the end of it, as Journal::recover() gives it. Once.
  [[nodiscard]] Market take_end() { return std::move(end_); }

  // Whether the session had begun; notes of a class may come before.
  [[nodiscard]] bool begun() const { return begun_; }
  // As the operator left the clock.
  [[nodiscard]] bool paused() const { return paused_; }
  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] std::optional<std::int64_t> day_takes_ms() const { return day_takes_ms_; }
  // What the class kept, in order.
  [[nodiscard]] const std::vector<std::string>& of_class() const { return of_class_; }

 private:
  struct Visited {
    std::int64_t command_count = 0;
    std::int64_t given_count = 0;
  };

  [[nodiscard]] bool read_notes(const std::string& bytes);
  void advance_to(std::int64_t command_count);
  void apply_next();
  [[nodiscard]] bool fits(const Visited& visited, SimTime time,
                          std::span<const Action> actions) const;

  std::vector<Command> commands_;
  std::map<std::int64_t, Visited> visits_;
  std::map<std::int64_t, std::string> answers_;
  std::multimap<std::int64_t, std::string> changes_;
  std::vector<std::string> asked_changes_;
  std::vector<std::string> of_class_;
  std::int64_t last_turn_ = 0;
  bool begun_ = false;
  bool paused_ = false;
  bool stopped_ = false;
  std::optional<std::int64_t> day_takes_ms_;

  Market end_;
  Market market_;
  std::vector<Event> events_;  // that nobody has been given
  absl::Status status_;
};

}  // namespace tanshi
