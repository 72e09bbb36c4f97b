#include "exchange/classroom/class_roll.h"

#include <algorithm>

namespace tanshi {

namespace {

AccessCode::Clock::time_point time_of(std::int64_t unix_ms) {
  return AccessCode::Clock::time_point(std::chrono::milliseconds(unix_ms));
}

}  // namespace

void ClassRoll::apply(const journal::v1::ClassNote& note) {
  using Note = journal::v1::ClassNote;
  switch (note.note_case()) {
    case Note::kCodeMade:
      return apply(note.code_made(), note.unix_ms());
    case Note::kCodeRevoked:
      codes_.revoke(note.code_revoked().code());
      return;
    case Note::kEntered:
      return apply(note.entered(), note.unix_ms());
    case Note::kRemoved:
      return apply(note.removed());
    case Note::kPlayerSet:
      robot_plays_[note.player_set().seat()] = note.player_set().robot();
      return;
    case Note::kOptionsSet:
      return apply(note.options_set());
    case Note::kTokenRenewed:
      if (ClassMember* const of = member(note.token_renewed().participant_id())) {
        of->token_digests.push_back(note.token_renewed().token_digest());
      }
      return;
    case Note::kPlanSet:
    case Note::kAnnounced:
    case Note::kStepRecorded:
    case Note::NOTE_NOT_SET:
      return;  // not of the roll
  }
}

void ClassRoll::apply(const journal::v1::CodeMade& note, std::int64_t unix_ms) {
  // Refused only if there are too many, of which the live way has been told.
  static_cast<void>(codes_.add({.code = note.code(),
                                .role = static_cast<v1::Role>(note.role()),
                                .seat = note.seat(),
                                .uses_left = note.use_count(),
                                .expires = time_of(note.expires_unix_ms())},
                               time_of(unix_ms)));
}

void ClassRoll::apply(const journal::v1::Entered& note, std::int64_t unix_ms) {
  if (AccessCode* const code = codes_.find(note.code(), time_of(unix_ms))) --code->uses_left;
  if (!note.seat().empty()) in_seat_[note.seat()] = members_.size();
  members_.push_back({.id = note.participant_id(),
                      .name = note.name(),
                      .role = static_cast<v1::Role>(note.role()),
                      .seat = note.seat(),
                      .first_seat = note.first_seat().empty() ? note.seat() : note.first_seat(),
                      .code = note.code(),
                      .request_digest = note.request_digest(),
                      .token_digests = {note.token_digest()}});
}

void ClassRoll::apply(const journal::v1::Removed& note) {
  ClassMember* const gone = member(note.participant_id());
  if (gone == nullptr) return;
  gone->removed = true;
  gone->token_digests.clear();
  if (gone->seat.empty()) return;
  robot_plays_[gone->seat] = false;
  in_seat_.erase(gone->seat);
}

// What is absent stays as it was.
void ClassRoll::apply(const journal::v1::OptionsSet& note) {
  v1::SetClassOptionsRequest set;
  if (set.ParseFromString(note.options())) options_.MergeFrom(set);
}

ClassMember* ClassRoll::member(std::int64_t id) {
  if (id < 1 || id > std::ssize(members_)) return nullptr;
  ClassMember& found = members_[static_cast<std::size_t>(id - 1)];
  return found.removed ? nullptr : &found;
}

const ClassMember* ClassRoll::in_seat(std::string_view seat) const {
  const auto found = in_seat_.find(seat);
  return found == in_seat_.end() ? nullptr : &members_[found->second];
}

ClassMember* ClassRoll::by_request(std::string_view digest, std::string_view code) {
  const auto found = std::ranges::find_if(members_, [&](const ClassMember& member) {
    return !member.removed && member.request_digest == digest && member.code == code;
  });
  return found == members_.end() ? nullptr : &*found;
}

bool ClassRoll::robot_plays(std::string_view seat) const {
  const auto found = robot_plays_.find(seat);
  return found != robot_plays_.end() && found->second;
}

}  // namespace tanshi
