// The figures of a report as files for papers, drawn by Node.js.
#pragma once

#include <filesystem>
#include <string>

#include "absl/status/status.h"

namespace tanshi {

// Runs `program`, as figures_program() makes it, which writes into `folder`; the folder is made if
// it is not there. Node.js prints the names of the files on our standard output, and errors on our
// standard error.
// Errors: NOT_FOUND there is no `node` on the PATH; UNKNOWN with the system's words, or Node.js
// failed.
[[nodiscard]] absl::Status draw_figures(const std::string& program,
                                        const std::filesystem::path& folder);

}  // namespace tanshi
