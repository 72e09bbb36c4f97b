// A share of the lock that SQLite puts on a database file, for those who may only read the file:
// as long as it is held, nobody can open the file to write, and it is not had while somebody has.
// Where SQLite locks is part of its file format: https://www.sqlite.org/fileformat2.html, 1.3.1.
//
// Thread-safety: none.
#pragma once

#include <filesystem>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace tanshi {

class ReaderLock {
 public:
  // Errors: UNAVAILABLE another process has the file open to write; those of opening it to read.
  // A file system without locks gives one that holds nobody back.
  // REQUIRES: this process does not have the file open to write: its own lock would be lost.
  [[nodiscard]] static absl::StatusOr<std::unique_ptr<ReaderLock>> take(
      const std::filesystem::path& file);

  ReaderLock(const ReaderLock&) = delete;
  ReaderLock& operator=(const ReaderLock&) = delete;
  ~ReaderLock();

 private:
  explicit ReaderLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace tanshi
