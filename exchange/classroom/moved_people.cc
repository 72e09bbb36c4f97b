#include "exchange/classroom/moved_people.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>

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

// The new seats of those who do not keep theirs, by participant. Who was removed has none, lest his
// removal be that of whoever sits there now.
std::map<std::int64_t, std::string> new_seats(const ClassRoll& roll,
                                              std::span<const std::string> seats) {
  const std::set<std::string_view> all(seats.begin(), seats.end());
  std::map<std::int64_t, std::string> found;
  auto free = seats.begin();
  for (const ClassMember& member : roll.members()) {
    if (member.removed) found[member.id] = "";
    if (member.removed || member.seat.empty() || all.contains(member.seat)) continue;
    free = std::find_if(free, seats.end(),
                        [&](const std::string& seat) { return roll.in_seat(seat) == nullptr; });
    if (free != seats.end()) found[member.id] = *free++;
  }
  return found;
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
  const std::map<std::int64_t, std::string> moved = new_seats(roll, seats);
  std::vector<std::string> people;
  people.reserve(kept.size());
  for (Note& note : kept) {
    const auto seat = moved.find(note.entered().participant_id());
    if (note.has_entered() && seat != moved.end()) note.mutable_entered()->set_seat(seat->second);
    people.push_back(note.SerializeAsString());
  }
  return people;
}

}  // namespace tanshi
