// The working store of a sweep: what came of each run so far, on the disk as soon as it is added,
// so that a sweep goes on after whatever ended it. One file, locked by the one process that fills
// it.
//
// Thread-safety: none.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "exchange/journal/database.h"

namespace tanshi {

// What a sweep is: records of two that differ in anything do not mix.
struct SweepIdentity {
  std::string scenario;  // as YAML, with flags applied, replications and seed included
  std::string version;   // of the program
  std::string layout;    // of the records
};

// Why a store or a result of `there` cannot be used for `here`; empty where it can.
[[nodiscard]] std::string difference_of(const SweepIdentity& there, const SweepIdentity& here);

struct StoredRun {
  std::int64_t run = 0;
  std::string record;
  std::string problem;  // of the record; told, not stored
};

class RunStore {
 public:
  // Opens the store in `file`, or makes it. Errors: FAILED_PRECONDITION it is of another sweep;
  // else as Database.
  [[nodiscard]] static absl::StatusOr<RunStore> open(const std::filesystem::path& file,
                                                     const SweepIdentity& identity);
  // Deletes the file and what SQLite keeps beside it.
  static void remove(const std::filesystem::path& file);

  // Which of `runs` runs are there.
  [[nodiscard]] absl::StatusOr<std::vector<bool>> present(std::int64_t runs);

  // Adds runs, all or none; one that is there already stays as it is.
  [[nodiscard]] absl::Status add(std::span<const StoredRun> runs);

  // Calls `each` with every run in their order, until it fails.
  [[nodiscard]] absl::Status for_each(
      const std::function<absl::Status(std::int64_t run, std::string_view record)>& each);

 private:
  explicit RunStore(Database database) : database_(std::move(database)) {}

  Database database_;
};

}  // namespace tanshi
