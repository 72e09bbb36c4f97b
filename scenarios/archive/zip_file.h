// A folder of files as one ZIP archive.
#pragma once

#include <filesystem>

#include "absl/status/status.h"

namespace tanshi {

// Packs the files of `folder`, which has no folders in it, by name. Equal files make equal bytes:
// no entry says when it was written. `out` appears, or is replaced, once it is whole.
// Errors: UNKNOWN with the words of the system or of libzip, naming the file.
[[nodiscard]] absl::Status write_zip(const std::filesystem::path& folder,
                                     const std::filesystem::path& out);

}  // namespace tanshi
