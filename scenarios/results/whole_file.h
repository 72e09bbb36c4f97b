// A file that is read whole; and one that is written whole or not at all: under another name first,
// renamed when it is complete.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace tanshi {

class WholeFile {
 public:
  explicit WholeFile(std::filesystem::path file);

  void write(std::string_view bytes);
  // Errors: UNKNOWN with the system's words, naming the file.
  [[nodiscard]] absl::Status finish();

 private:
  std::filesystem::path file_;
  std::filesystem::path unfinished_;
  std::ofstream stream_;
  int error_ = 0;  // errno of what went wrong first
};

// All at once. Errors: as finish().
[[nodiscard]] absl::Status write_file(const std::filesystem::path& file, std::string_view bytes);

// All its bytes. Errors: NOT_FOUND; else as finish().
[[nodiscard]] absl::StatusOr<std::string> read_file(const std::filesystem::path& file);

}  // namespace tanshi
