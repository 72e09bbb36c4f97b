// All data of a class's session that is over, names left out, as a ZIP archive: what happened in
// the market, out of the journal; what people did besides; how each seat did.
//
// Equal journals make equal bytes, whether the exchange was served once or again.
#pragma once

#include <filesystem>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "scenarios/hosting/hosted_exchange.h"
#include "scenarios/model/scenario.h"

namespace tanshi {

struct ArchivedSession {
  const Scenario& scenario;  // as it was loaded
  std::string yaml;          // its text
  std::string version;       // of the program
};

// Such as "classroom-session-1.zip".
[[nodiscard]] std::string archive_name(const Scenario& scenario, std::int32_t session_number);

// Writes the archive into `folder`, in the place of an earlier one; its path. Takes a second or
// more, in which the journal commits nothing for a part.
// REQUIRES: a class is held. One thread at a time for a folder.
// Errors: FAILED_PRECONDITION the session is not over (session_not_over), or keeps no journal;
// those of the journal, and of the system.
[[nodiscard]] absl::StatusOr<std::filesystem::path> write_class_archive(
    HostedExchange& exchange, const ArchivedSession& session, const std::filesystem::path& folder);

}  // namespace tanshi
