#include "scenarios/results/results_database.h"

#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scenarios/results/columns.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

template <class Told>
void read(TableFile& file, std::string_view table, std::vector<Told>& rows) {
  std::string names;
  for (const ColumnKind& column : columns_of<Told>())
    names += fmt::format("{}{}", names.empty() ? "" : ", ", column.name);
  file.select(fmt::format("SELECT {} FROM {} ORDER BY rowid", names, table), {},
              [&](const Row& row) {
                CellReader reader(row);
                tell(reader, rows.emplace_back());
              });
}

absl::Status check_format(TableFile& file, const fs::path& path) {
  const std::vector<Row> format = file.all("PRAGMA user_version");
  if (!file.status().ok()) return absl::InvalidArgumentError(file.status().message());
  const std::int64_t found = format.empty() ? 0 : integer_of(format.front().front());
  if (found == kResultsFormat) return absl::OkStatus();
  return absl::InvalidArgumentError(fmt::format(
      "{}: not the results of a run of this version: its tables are of version {}, this program's "
      "of version {}; play the scenario beside it again",
      path.string(), found, kResultsFormat));
}

}  // namespace

ResultsWriter::ResultsWriter(const fs::path& file)
    : file_(file),
      unfinished_(file.string() + ".unfinished"),
      tables_(unfinished_, TableFile::Mode::kCreate) {}

ResultsWriter::~ResultsWriter() {
  std::error_code ignored;
  fs::remove(unfinished_, ignored);
}

absl::Status ResultsWriter::finish(const RunResult& run) {
  const RunTables tables = flatten(run);
  for_each_table(tables,
                 [&]<class Told>(const char* name, const char*, const std::vector<Told>& rows) {
                   create<Told>(name);
                   for (const Told& row : rows) insert(name, row);
                 });
  return finish();
}

absl::Status ResultsWriter::finish() {
  tables_.run(fmt::format("PRAGMA user_version={}; COMMIT", kResultsFormat));
  if (!status().ok()) return status();
  std::error_code error;
  fs::rename(unfinished_, file_, error);
  if (!error) return absl::OkStatus();
  return absl::InternalError(fmt::format("{}: {}", file_.string(), error.message()));
}

absl::Status write_results(const fs::path& file, const RunResult& run) {
  return ResultsWriter(file).finish(run);
}

absl::StatusOr<RunResult> read_results(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error))
    return absl::NotFoundError(fmt::format("{}: no such file", path.string()));
  TableFile file(path, TableFile::Mode::kRead);
  if (absl::Status fit = check_format(file, path); !fit.ok()) return fit;
  RunTables tables;
  for_each_table(tables,
                 [&](const char* name, const char*, auto& rows) { read(file, name, rows); });
  if (!file.status().ok()) return absl::InvalidArgumentError(file.status().message());
  auto run = unflatten(std::move(tables));
  if (!run) return absl::InvalidArgumentError(fmt::format("{}: tables do not fit", path.string()));
  return *std::move(run);
}

}  // namespace tanshi
