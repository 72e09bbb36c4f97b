#include "scenarios/hosting/session_trail.h"

#include <algorithm>
#include <utility>

#include "exchange/base/check.h"
#include "exchange/wire/seats.h"
#include "scenarios/hosting/session_note.h"
#include "tanshi/v1/agent_service.pb.h"

namespace tanshi {

SessionTrail::SessionTrail(Sequencer& sequencer, std::optional<SessionPast> past)
    : sequencer_(sequencer), past_(std::move(past)) {
  // From now on the sequencer keeps for the session what others do.
  std::vector<Event> none;
  if (past_) sequencer_.apply_now({}, none);
}

std::int64_t SessionTrail::begin_turn() {
  const bool is_new = catch_up();
  ++turns_;
  if (is_new) {
    journal::v1::SessionNote note;
    note.mutable_turn_began()->set_turn_number(turns_);
    sequencer_.note(bytes_of(note));
  }
  return turns_;
}

std::vector<std::string> SessionTrail::changes(std::int64_t turn) const {
  return past_ ? past_->changes(turn) : std::vector<std::string>();
}

std::vector<std::string> SessionTrail::unmade_changes() const {
  return past_ ? past_->unmade_changes() : std::vector<std::string>();
}

void SessionTrail::note_change(std::int64_t turn, std::string shock) {
  journal::v1::SessionNote note;
  note.mutable_change()->set_turn_number(turn);
  note.mutable_change()->set_shock(std::move(shock));
  sequencer_.note(bytes_of(note));
}

std::optional<Decision> SessionTrail::answer(AccountId own,
                                             const std::function<std::optional<Decision>()>& ask) {
  const bool is_new = catch_up();
  ++wakes_;
  if (!is_new) {
    const std::optional<std::string> bytes = past_->answer(wakes_);
    v1::Turn turn;
    if (!bytes || !turn.ParseFromString(*bytes)) return std::nullopt;
    auto decision = from_wire(turn, own);
    if (!decision.ok()) return std::nullopt;
    return *std::move(decision);
  }
  std::optional<Decision> decision = ask();
  if (!decision) return std::nullopt;
  v1::Turn turn;
  to_wire(*decision, turn);
  journal::v1::SessionNote note;
  note.mutable_answer()->set_wake_number(wakes_);
  turn.SerializeToString(note.mutable_answer()->mutable_turn());
  sequencer_.note(bytes_of(note));
  return decision;
}

std::string SessionTrail::visit_note(std::int64_t command_count, std::int64_t given_count) {
  if (given_count == 0 && command_count == seen_commands_) return {};
  seen_commands_ = command_count + given_count;
  journal::v1::SessionNote note;
  note.mutable_visit()->set_visit_number(visits_);
  note.mutable_visit()->set_command_count(command_count);
  note.mutable_visit()->set_given_count(given_count);
  return bytes_of(note);
}

// At the end of the past its market must be the sequencer's, which nobody has commanded since.
bool SessionTrail::catch_up() {
  if (!past_) return true;
  if (in_past() || !past_->status().ok()) return false;
  unseen_ = past_->finish();
  const LogPosition reached = position_of(past_->market());
  sequencer_.read([&](const Market& market) { TANSHI_CHECK(position_of(market) == reached); });
  seen_commands_ = -1;  // so that the next visit is noted: it is the first that sees them all
  const SimTime latest = past_->market().time();
  past_.reset();
  sequencer_.advance(std::max(time_, latest));
  return true;
}

void SessionTrail::peek(const std::function<void()>& meanwhile) {
  peeks_ = true;
  meanwhile();
  peeks_ = false;
}

void SessionTrail::TrailVenue::advance(SimTime time) {
  trail_.time_ = time;
  if (trail_.past_) return;
  // Others may have commanded at a later turn's time, when the session was interrupted there.
  SimTime latest;
  trail_.sequencer_.read([&](const Market& market) { latest = market.time(); });
  trail_.sequencer_.advance(std::max(time, latest));
}

void SessionTrail::TrailVenue::apply(std::span<const Action> actions, std::vector<Event>& events) {
  const bool is_new = trail_.catch_up();
  ++trail_.visits_;
  if (!is_new) {
    trail_.past_->apply(trail_.visits_, trail_.time_, actions, events);
    return;
  }
  events.insert(events.end(), trail_.unseen_.begin(), trail_.unseen_.end());
  trail_.unseen_.clear();
  trail_.sequencer_.apply_now(actions, events, [&](std::int64_t command_count) {
    return trail_.visit_note(command_count, std::ssize(actions));
  });
}

void SessionTrail::TrailVenue::look(const std::function<void(const Market&)>& look) const {
  if (trail_.peeks_) {
    if (trail_.past_) return look(trail_.past_->market());
    return trail_.sequencer_.read(look);
  }
  const bool is_new = trail_.catch_up();
  ++trail_.visits_;
  if (!is_new) {
    trail_.past_->look(trail_.visits_);
    look(trail_.past_->market());
    return;
  }
  std::int64_t command_count = 0;
  trail_.sequencer_.read([&](const Market& market) {
    command_count = market.command_count();
    look(market);
  });
  const std::string note = trail_.visit_note(command_count, 0);
  if (!note.empty()) trail_.sequencer_.note(note);
}

}  // namespace tanshi
