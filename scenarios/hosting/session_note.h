// A note of a session as the journal keeps it (proto/tanshi/journal/v1/session_note.proto).
#pragma once

#include <string>

#include "tanshi/journal/v1/session_note.pb.h"

namespace tanshi {

// Notes one after another are those of all together.
[[nodiscard]] inline std::string bytes_of(const journal::v1::SessionNote& note) {
  journal::v1::SessionNotes notes;
  *notes.add_notes() = note;
  return notes.SerializeAsString();
}

}  // namespace tanshi
