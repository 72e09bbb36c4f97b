// results.sqlite of a run: every figure of it in tables (`tanshi codebook`), to query, and to draw
// its report from again.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "scenarios/results/cells.h"
#include "scenarios/results/run_result.h"
#include "scenarios/results/table_file.h"

namespace tanshi {

// PRAGMA user_version of the tables. Raised whenever one changes; a file of another version is not
// read.
inline constexpr int kResultsFormat = 10;

// Writes a new file; one that is there is replaced once the new one is complete. Rows may come
// while the run is played, so that they need no memory. What is not finished is removed.
class ResultsWriter {
 public:
  explicit ResultsWriter(const std::filesystem::path& file);
  ResultsWriter(const ResultsWriter&) = delete;
  ResultsWriter& operator=(const ResultsWriter&) = delete;
  ~ResultsWriter();

  // REQUIRES: no table of that name is there.
  template <class Told>
  void create(const std::string& table) {
    tables_.create({table, "", columns_of<Told>()});
  }
  // REQUIRES: the table was created of such rows.
  template <class Told>
  void insert(const std::string& table, Told told) {
    CellColumns columns;
    tell(columns, told);
    tables_.insert(table, columns.row);
  }

  // What went wrong so far: INTERNAL with SQLite's words, naming the file.
  [[nodiscard]] const absl::Status& status() const { return tables_.status(); }

  // Adds the tables of the run, if there is one: a session that was stopped has no figures. Call
  // last. Errors: as status(); INTERNAL with the system's words.
  [[nodiscard]] absl::Status finish(const RunResult& run);
  [[nodiscard]] absl::Status finish();

 private:
  std::filesystem::path file_;
  std::filesystem::path unfinished_;
  TableFile tables_;
};

// Errors: as ResultsWriter.
[[nodiscard]] absl::Status write_results(const std::filesystem::path& file, const RunResult& run);

// What was recorded besides (record_rows.h) is left alone.
// Errors: NOT_FOUND; INVALID_ARGUMENT the file is no results.sqlite of this version, or damaged.
[[nodiscard]] absl::StatusOr<RunResult> read_results(const std::filesystem::path& file);

}  // namespace tanshi
