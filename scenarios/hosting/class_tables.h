// The tables of a class's data, of its notes in the journal and what it looks back on. No name,
// code, token or day leaves through them; in texts that people wrote, names of participants are
// hidden.
//
// Pure: equal notes make equal tables.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenarios/results/class_rows.h"
#include "tanshi/v1/classroom_service.pb.h"

namespace tanshi {

// What notes do not say.
struct ClassFacts {
  ClassSessionRow session;
  // By name of the seat.
  std::map<std::string, std::int64_t, std::less<>> accounts;
  std::map<std::string, std::int64_t, std::less<>> holders;  // participants, in the end
  std::vector<v1::Debrief> debriefs;
  std::vector<WorldChangeRow> world_changes;
};

// `notes`: bytes of a ClassNote each, in their order; one that cannot be read is skipped.
[[nodiscard]] ClassTables class_tables(std::span<const std::string> notes, const ClassFacts& facts);

}  // namespace tanshi
