// What making one command durable costs by itself: no network, no market, no other thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "exchange/journal/journal.h"

namespace tanshi {

class GroupCommit {
 public:
  // Starts a journal in `directory`, and commits to it until its write-ahead log has its full
  // length, as that of the exchange has by then: while it grows, a commit costs more.
  explicit GroupCommit(const std::filesystem::path& directory);

  // Commits `count` groups of one command, and gives what each took, in microseconds. Ends the
  // process on an error.
  [[nodiscard]] std::vector<double> run(std::int64_t count);

 private:
  std::unique_ptr<Journal> journal_;
};

}  // namespace tanshi
