// The trail that a session leaves in its journal as it plays, and follows when it is played again:
// every turn, visit to the market, answer and change has its number, and a note where a replay
// could not know it otherwise.
//
//   past:  numbers are looked up in SessionPast, and nothing is written
//   now:   the session has caught up, and notes what it does
//
// Thread-safety: the session's thread, but where it says otherwise.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "agents/seat/agent.h"
#include "exchange/base/ids.h"
#include "exchange/sequencer/sequencer.h"
#include "scenarios/hosting/session_past.h"
#include "scenarios/runner/venue.h"

namespace tanshi {

class SessionTrail {
 public:
  // `past`: of a session that was interrupted; the sequencer's market is as it was then. The
  // sequencer must outlive the trail.
  SessionTrail(Sequencer& sequencer, std::optional<SessionPast> past);

  // Whether the session still follows what it did before.
  [[nodiscard]] bool in_past() const { return past_ && past_->reaches(visits_, wakes_, turns_); }
  // Leaves the past if nothing of it is left. True: the session plays now.
  // REQUIRES: until then nobody else commands the sequencer.
  bool catch_up();
  // OK, or why the session does not fit its past.
  [[nodiscard]] absl::Status status() const { return past_ ? past_->status() : absl::OkStatus(); }

  // As the operator left the clock.
  [[nodiscard]] bool past_paused() const { return past_ && past_->paused(); }

  // Gives the number of the turn that begins, from 1.
  std::int64_t begin_turn();
  // What was changed before a turn of the past.
  [[nodiscard]] std::vector<std::string> changes(std::int64_t turn) const;
  // Of the past: what was asked for and not changed yet.
  [[nodiscard]] std::vector<std::string> unmade_changes() const;
  // `turn` 0: it is asked for. On any thread.
  void note_change(std::int64_t turn, std::string shock);

  // The answer to a wake: in the past what was answered then; else what `ask` gives.
  [[nodiscard]] std::optional<Decision> answer(AccountId own,
                                               const std::function<std::optional<Decision>()>& ask);

  // The market: of the past, or as it is now.
  [[nodiscard]] Venue& venue() { return venue_; }
  // Meanwhile looks leave no trace: for what is shown to people and decides nothing.
  void peek(const std::function<void()>& meanwhile);

 private:
  class TrailVenue final : public Venue {
   public:
    explicit TrailVenue(SessionTrail& trail) : trail_(trail) {}
    void advance(SimTime time) override;
    void apply(std::span<const Action> actions, std::vector<Event>& events) override;
    void look(const std::function<void(const Market&)>& look) const override;

   private:
    SessionTrail& trail_;
  };

  [[nodiscard]] std::string visit_note(std::int64_t command_count, std::int64_t given_count);

  Sequencer& sequencer_;
  std::optional<SessionPast> past_;
  TrailVenue venue_{*this};
  SimTime time_;
  bool peeks_ = false;
  std::int64_t turns_ = 0;
  std::int64_t visits_ = 0;
  std::int64_t wakes_ = 0;
  std::int64_t seen_commands_ = 0;  // when the session came last
  std::vector<Event> unseen_;       // by others, at the end of the past
};

}  // namespace tanshi
