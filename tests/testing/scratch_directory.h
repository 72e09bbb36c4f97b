// A directory of a test's own, gone with this object.
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
  enum class Place {
    kMemory,  // where the system offers that: a test that only wants files need not wait for a disk
    kDisk,
  };

  explicit ScratchDirectory(Place place = Place::kMemory) {
    const bool in_memory = place == Place::kMemory && ::access("/dev/shm", W_OK) == 0;
    std::string name = in_memory ? "/dev/shm" : std::filesystem::temp_directory_path().string();
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
