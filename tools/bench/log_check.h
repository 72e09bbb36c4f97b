// Whether the log that the exchange left behind tells of what its clients were told.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "absl/status/status.h"
#include "exchange/base/units.h"
#include "exchange/journal/journal.h"

namespace tanshi {

// What the holder of account i + 1 was told.
struct Told {
  std::int64_t commands = 0;  // that were accepted
  Tonnes taken;               // by those that traded at once
};

// Replays the journal from the beginning: it must reach what the exchange had reached, hold of
// each account the commands that were answered and no others, none of them refused, and trades
// for the tonnes that were told. Errors: FAILED_PRECONDITION, or as Journal.
[[nodiscard]] absl::Status check_log(const std::filesystem::path& directory,
                                     const LogPosition& reached, std::span<const Told> told);

}  // namespace tanshi
