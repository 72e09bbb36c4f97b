#include "scenarios/hosting/session_past.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "exchange/codec/journal_codec.h"
#include "tanshi/journal/v1/session_note.pb.h"

namespace tanshi {
namespace {

std::string bytes_of(const Command& command) {
  std::string bytes;
  append_command(command, bytes);
  return bytes;
}

}  // namespace

absl::StatusOr<SessionPast> SessionPast::read(Journal& journal, Journal::Visit visit) {
  const auto notes = journal.notes();
  if (!notes.ok()) return notes.status();
  if (notes->empty()) return absl::NotFoundError("the journal has no notes of its session");
  SessionPast past;
  if (!past.read_notes(*notes))
    return absl::DataLossError("the journal's notes of its session cannot be read");
  past.commands_.reserve(static_cast<std::size_t>(journal.command_count()));
  auto replayed = journal.replay(journal.command_count(),
                                 [&](const Market& market, const Command& command, auto events) {
                                   past.commands_.push_back(command);
                                   visit(market, command, events);
                                 });
  if (!replayed.ok()) return replayed.status();
  past.end_ = *std::move(replayed);
  return past;
}

bool SessionPast::read_notes(const std::string& bytes) {
  journal::v1::SessionNotes notes;
  if (!notes.ParseFromString(bytes)) return false;
  for (journal::v1::SessionNote& note : *notes.mutable_notes()) {
    begun_ = begun_ || note.has_turn_began() || note.has_visit() || note.control().has_paused();
    if (note.has_turn_began()) {
      last_turn_ = note.turn_began().turn_number();
    } else if (note.has_visit()) {
      const journal::v1::Visit& visit = note.visit();
      visits_[visit.visit_number()] = {visit.command_count(), visit.given_count()};
    } else if (note.has_answer()) {
      answers_[note.answer().wake_number()] = std::move(*note.mutable_answer()->mutable_turn());
    } else if (note.has_change()) {
      std::string& shock = *note.mutable_change()->mutable_shock();
      if (note.change().turn_number() == 0) {
        asked_changes_.push_back(std::move(shock));
      } else {
        changes_.emplace(note.change().turn_number(), std::move(shock));
      }
    } else if (note.has_control()) {
      const journal::v1::Control& control = note.control();
      if (control.has_paused()) paused_ = control.paused();
      if (control.has_stopped()) stopped_ = control.stopped();
      if (control.has_day_takes_ms()) day_takes_ms_ = control.day_takes_ms();
    } else if (note.has_of_class()) {
      of_class_.push_back(std::move(*note.mutable_of_class()));
    }
  }
  return true;
}

bool SessionPast::reaches(std::int64_t visits, std::int64_t wakes, std::int64_t turns) const {
  const auto last_of = [](const auto& notes) { return notes.empty() ? 0 : notes.rbegin()->first; };
  return status_.ok() &&
         (visits < last_of(visits_) || wakes < last_of(answers_) || turns < last_turn_);
}

void SessionPast::look(std::int64_t visit) {
  const auto visited = visits_.find(visit);
  if (visited != visits_.end()) advance_to(visited->second.command_count);
}

void SessionPast::apply(std::int64_t visit, SimTime time, std::span<const Action> actions,
                        std::vector<Event>& events) {
  const auto visited = visits_.find(visit);
  if (visited != visits_.end()) advance_to(visited->second.command_count);
  const bool fit =
      visited == visits_.end() ? actions.empty() : fits(visited->second, time, actions);
  if (!fit && status_.ok()) {
    status_ = absl::FailedPreconditionError(fmt::format(
        "after {} commands the session decides otherwise than its journal says: another version "
        "of the program wrote it",
        market_.command_count()));
  }
  for (const Action& action : actions) market_.apply({time, action}, events_);
  events.insert(events.end(), events_.begin(), events_.end());
  events_.clear();
}

bool SessionPast::fits(const Visited& visited, SimTime time,
                       std::span<const Action> actions) const {
  if (visited.given_count != std::ssize(actions)) return false;
  const auto begin = static_cast<std::size_t>(market_.command_count());
  if (begin + actions.size() > commands_.size()) return false;
  for (std::size_t i = 0; i < actions.size(); ++i) {
    if (bytes_of(commands_[begin + i]) != bytes_of({time, actions[i]})) return false;
  }
  return true;
}

std::vector<Event> SessionPast::finish() {
  advance_to(std::ssize(commands_));
  return std::exchange(events_, {});
}

void SessionPast::advance_to(std::int64_t command_count) {
  while (market_.command_count() < std::min(command_count, std::ssize(commands_))) apply_next();
}

void SessionPast::apply_next() {
  market_.apply(commands_[static_cast<std::size_t>(market_.command_count())], events_);
}

std::optional<std::string> SessionPast::answer(std::int64_t wake) const {
  const auto found = answers_.find(wake);
  if (found == answers_.end()) return std::nullopt;
  return found->second;
}

// They are made in the order in which they are asked for.
std::vector<std::string> SessionPast::unmade_changes() const {
  const std::size_t made = std::min(changes_.size(), asked_changes_.size());
  return {asked_changes_.begin() + static_cast<std::ptrdiff_t>(made), asked_changes_.end()};
}

std::vector<std::string> SessionPast::changes(std::int64_t turn) const {
  std::vector<std::string> of_turn;
  const auto [begin, end] = changes_.equal_range(turn);
  for (auto change = begin; change != end; ++change) of_turn.push_back(change->second);
  return of_turn;
}

}  // namespace tanshi
