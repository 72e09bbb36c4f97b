// A data set for an archive, of the folder of a run or a sweep: every table as CSV, the codebook,
// the scenario as it was played, and what names the whole. Equal folders make equal bytes.
#pragma once

#include <filesystem>

#include "absl/status/status.h"

namespace tanshi {

// Fills the folder `out`, which appears once it is complete. `replace`: in place of an earlier data
// set; of anything else never.
// Errors: NOT_FOUND there is no such folder, or none of a run or a sweep; INVALID_ARGUMENT its
// tables are of another version, or damaged; FAILED_PRECONDITION `out` holds something already;
// UNKNOWN with the system's words. Each names the file or folder.
[[nodiscard]] absl::Status write_data_set(const std::filesystem::path& folder,
                                          const std::filesystem::path& out, bool replace);

}  // namespace tanshi
