#include "exchange/classroom/moved_people.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>

#include "exchange/classroom/class_roll.h"
#include "tanshi/journal/v1/class_note.pb.h"

namespace tanshi {
namespace {

using Note = journal::v1::ClassNote;

bool is_of_people(const Note& note) {
  switch (note.note_case()) {
    case Note::kCodeMade:
    case Note::kCodeRevoked:
    case Note::kEntered:
    case Note::kTokenRenewed:
    case Note::kRemoved:
    case Note::kOptionsSet:
      return true;
    default:
      return false;
  }
}

// Gives seats away, each once.
class Seating {
 public:
  explicit Seating(std::span<const std::string> seats) : free_(seats.begin(), seats.end()) {}

  // Whether `member` has one now: `wanted`, if it is free.
  bool give(const ClassMember& member, const std::string& wanted) {
    const auto found = std::ranges::find(free_, wanted);
    if (found != free_.end()) {
      given_[member.id] = *found;
      free_.erase(found);
    }
    return given_.contains(member.id);
  }
  void give_any(const ClassMember& member) {
    if (!given_.contains(member.id) && !free_.empty()) give(member, free_.front());
  }
  [[nodiscard]] std::string of(std::int64_t participant) const {
    const auto found = given_.find(participant);
    return found == given_.end() ? "" : found->second;
  }

 private:
  std::deque<std::string> free_;
  std::map<std::int64_t, std::string> given_;  // by participant
};

bool sits(const ClassMember& member) {
  return !member.removed && !member.first_seat.empty();
}

Seating seated(const ClassRoll& roll, std::span<const std::string> seats) {
  Seating seating(seats);
  for (const ClassMember& member : roll.members())
    if (sits(member)) seating.give(member, member.first_seat);
  for (const ClassMember& member : roll.members())
    if (sits(member) && seating.of(member.id).empty()) seating.give(member, member.seat);
  for (const ClassMember& member : roll.members())
    if (sits(member)) seating.give_any(member);
  return seating;
}

}  // namespace

std::vector<std::string> moved_people(std::span<const std::string> notes,
                                      std::span<const std::string> seats) {
  std::vector<Note> kept;
  ClassRoll roll;
  for (const std::string& bytes : notes) {
    Note note;
    if (!note.ParseFromString(bytes) || !is_of_people(note)) continue;
    roll.apply(note);
    kept.push_back(std::move(note));
  }
  const Seating seating = seated(roll, seats);
  std::vector<std::string> people;
  people.reserve(kept.size());
  for (Note& note : kept) {
    if (note.has_entered()) {
      journal::v1::Entered& entered = *note.mutable_entered();
      if (entered.first_seat().empty()) entered.set_first_seat(entered.seat());
      entered.set_seat(seating.of(entered.participant_id()));
    }
    people.push_back(note.SerializeAsString());
  }
  return people;
}

}  // namespace tanshi
