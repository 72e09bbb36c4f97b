// A directory of a test's own, gone with this object. In memory where the system offers that
// (/dev/shm), because a test that only wants files should not wait for a disk.
#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "exchange/base/check.h"

namespace tanshi {

class ScratchDirectory {
 public:
  ScratchDirectory() {
    const bool has_memory = ::access("/dev/shm", W_OK) == 0;
    std::string name = has_memory ? "/dev/shm" : std::filesystem::temp_directory_path().string();
    name += "/tanshi_test_XXXXXX";
    TANSHI_CHECK(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace tanshi
