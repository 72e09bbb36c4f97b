#include "scenarios/archive/data_set.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "absl/status/statusor.h"
#include "scenarios/archive/data_package.h"
#include "scenarios/experiment/sweep_columns.h"
#include "scenarios/experiment/sweep_tables.h"
#include "scenarios/results/class_rows.h"
#include "scenarios/results/codebook.h"
#include "scenarios/results/results_database.h"
#include "scenarios/results/table_file.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPackageFile = "datapackage.json";

absl::Status failed(const fs::path& path, const std::error_code& error) {
  return absl::UnknownError(fmt::format("{}: {}", path.string(), error.message()));
}

std::vector<TableKind> codebook_of(DataSetKind kind) {
  if (kind == DataSetKind::kSweep) return sweep_codebook();
  std::vector<TableKind> tables;
  if (kind == DataSetKind::kClass) tables = class_codebook();
  for (TableKind& table : run_codebook()) tables.push_back(std::move(table));
  return tables;
}

// The tables of a folder, once they are known to be those that the codebook tells.
class SourceTables {
 public:
  explicit SourceTables(const fs::path& folder)
      : path_(folder / "results.sqlite"), file_(path_, TableFile::Mode::kRead) {}

  // Errors: as write_data_set().
  [[nodiscard]] absl::Status check() {
    const std::vector<Row> damage = file_.all("PRAGMA quick_check(1)");
    if (!file_.status().ok()) return absl::InvalidArgumentError(file_.status().message());
    if (damage.size() != 1 || text_of(damage[0][0]) != "ok")
      return absl::InvalidArgumentError(fmt::format("{}: is damaged", path_.string()));
    if (!columns_there("sweep").empty()) kind_ = DataSetKind::kSweep;
    if (!columns_there(kClassSessionTable).empty()) kind_ = DataSetKind::kClass;
    const int format = kind_ == DataSetKind::kSweep ? kSweepFormat : kResultsFormat;
    const std::vector<Row> found = file_.all("PRAGMA user_version");
    if (found.size() != 1 || integer_of(found[0][0]) != format) return other_version();
    for (TableKind& table : codebook_of(kind_)) {
      const std::vector<std::string> there = columns_there(table.name);
      if (there.empty()) continue;  // was not recorded
      if (!std::ranges::equal(there, table.columns, {}, {}, &ColumnKind::name))
        return other_version();
      tables_.push_back(std::move(table));
    }
    return tables_.empty() ? other_version() : absl::OkStatus();
  }

  [[nodiscard]] const std::vector<TableKind>& tables() const { return tables_; }
  [[nodiscard]] TableFile& file() { return file_; }

  [[nodiscard]] absl::StatusOr<DataSetOrigin> origin() {
    const bool is_class = kind_ == DataSetKind::kClass;
    const std::vector<Row> rows = file_.all(fmt::format(
        "SELECT scenario, title, source, currency, version, seed, {}",
        is_class ? "events_hash, session_number, treatment, practice, state, year, day FROM "
                   "class_session"
                 : (kind_ == DataSetKind::kSweep ? "replications FROM sweep"
                                                 : "events_hash FROM runs")));
    if (rows.size() != 1)
      return absl::InvalidArgumentError(fmt::format("{}: is damaged", path_.string()));
    const Row& row = rows.front();
    DataSetOrigin origin{kind_,
                         text_of(row[0]),
                         text_of(row[1]),
                         text_of(row[2]),
                         text_of(row[3]),
                         text_of(row[4]),
                         integer_of(row[5]),
                         text_of(row[6]),
                         is_class ? "" : command_of(row[6])};
    if (is_class)
      origin.of_class = {integer_of(row[7]),      text_of(row[8]),
                         integer_of(row[9]) != 0, text_of(row[10]) == "stopped",
                         integer_of(row[11]),     integer_of(row[12])};
    return origin;
  }

 private:
  // Of a table that is not there, none.
  std::vector<std::string> columns_there(const std::string& table) {
    std::vector<std::string> columns;
    for (const Row& row : file_.all(fmt::format("SELECT name FROM pragma_table_info('{}')", table)))
      columns.push_back(text_of(row.front()));
    return columns;
  }

  [[nodiscard]] bool has(std::string_view table) const {
    return std::ranges::find(tables_, table, &TableKind::name) != tables_.end();
  }

  [[nodiscard]] std::string command_of(const Cell& replications) const {
    if (kind_ == DataSetKind::kSweep)
      return fmt::format("tanshi sweep scenario.yaml --replications {}", integer_of(replications));
    const std::string_view record = has("events")   ? " --record all"
                                    : has("trades") ? " --record trades"
                                                    : "";
    return fmt::format("tanshi run scenario.yaml --out again{}", record);
  }

  [[nodiscard]] absl::Status other_version() const {
    return absl::InvalidArgumentError(
        fmt::format("{}: not the results of a run or a sweep of this version; play the scenario "
                    "beside it again",
                    path_.string()));
  }

  fs::path path_;
  TableFile file_;
  DataSetKind kind_ = DataSetKind::kRun;
  std::vector<TableKind> tables_;
};

std::vector<Cell> heading_of(const TableKind& table) {
  Row heading;
  heading.reserve(table.columns.size());
  for (const ColumnKind& column : table.columns) heading.emplace_back(column.name);
  return heading;
}

absl::StatusOr<PackedTable> write_table(TableFile& tables, const TableKind& kind,
                                        const fs::path& folder) {
  PackedTable packed{kind, 0, {}};
  HashedFile file(folder / csv_name(packed));
  file.write(csv_line(heading_of(kind), kCsvLineEnd));
  tables.select(fmt::format("SELECT * FROM {} ORDER BY rowid", kind.name), {}, [&](const Row& row) {
    file.write(csv_line(row, kCsvLineEnd));
    ++packed.rows;
  });
  if (!tables.status().ok()) return absl::InvalidArgumentError(tables.status().message());
  absl::StatusOr<FileSum> sum = file.finish();
  if (!sum.ok()) return sum.status();
  packed.sum = *std::move(sum);
  return packed;
}

// Writes the files of a data set into a folder, and remembers their sums.
class Packer {
 public:
  explicit Packer(fs::path folder) : folder_(std::move(folder)) {}

  void add(const char* name, const char* what, const char* media_type, std::string_view bytes) {
    if (!status_.ok()) return;
    HashedFile file(folder_ / name);
    file.write(bytes);
    const absl::StatusOr<FileSum> sum = file.finish();
    status_ = sum.status();
    if (sum.ok()) files_.push_back({name, what, media_type, *sum});
  }

  [[nodiscard]] const absl::Status& status() const { return status_; }
  [[nodiscard]] const std::vector<PackedFile>& files() const { return files_; }

 private:
  fs::path folder_;
  absl::Status status_;
  std::vector<PackedFile> files_;
};

absl::Status pack(const fs::path& folder, const fs::path& out) {
  SourceTables source(folder);
  if (absl::Status good = source.check(); !good.ok()) return good;
  const absl::StatusOr<DataSetOrigin> origin = source.origin();
  if (!origin.ok()) return origin.status();
  const absl::StatusOr<std::string> scenario = read_file(folder / "scenario.yaml");
  if (!scenario.ok()) return scenario.status();

  std::vector<PackedTable> tables;
  tables.reserve(source.tables().size());
  for (const TableKind& kind : source.tables()) {
    absl::StatusOr<PackedTable> table = write_table(source.file(), kind, out);
    if (!table.ok()) return table.status();
    tables.push_back(*std::move(table));
  }
  Packer packer(out);
  packer.add("codebook.csv", "Every column of every table: type, unit, meaning.", "text/csv",
             codebook_csv(source.tables()));
  packer.add("scenario.yaml", "The scenario as it was played.", "application/yaml", *scenario);
  packer.add("README.txt", "What this is.", "text/plain", readme_text(*origin, tables));
  if (!packer.status().ok()) return packer.status();
  return write_file(out / kPackageFile, data_package_json(*origin, tables, packer.files()));
}

// Whether `out` is free, or an earlier data set that may go.
absl::Status check_out(const fs::path& out, bool replace) {
  std::error_code error;
  const fs::file_status status = fs::status(out, error);
  if (!fs::exists(status)) return absl::OkStatus();
  const auto refuse = [&](const char* why) {
    return absl::FailedPreconditionError(fmt::format("{}: {}", out.string(), why));
  };
  if (!fs::is_directory(status)) return refuse("is no folder; give another one");
  const bool empty = fs::is_empty(out, error);
  if (error) return failed(out, error);
  if (empty) return absl::OkStatus();
  if (!fs::exists(out / kPackageFile, error))
    return refuse("holds something else than a data set; give another folder");
  return replace ? absl::OkStatus()
                 : refuse("holds a data set already; --force puts the new one in its place");
}

absl::Status check_source(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error))
    return absl::NotFoundError(fmt::format("{}: no such folder", folder.string()));
  if (fs::is_regular_file(folder / "results.sqlite", error)) return absl::OkStatus();
  return absl::NotFoundError(
      fmt::format("{}: holds no results.sqlite of a run or a sweep", folder.string()));
}

}  // namespace

absl::Status write_data_set(const fs::path& folder, const fs::path& out, bool replace) {
  if (absl::Status found = check_source(folder); !found.ok()) return found;
  if (absl::Status free = check_out(out, replace); !free.ok()) return free;
  fs::path unfinished = out.lexically_normal();
  if (!unfinished.has_filename()) unfinished = unfinished.parent_path();  // it ended in a slash
  const fs::path finished = unfinished;
  unfinished += ".unfinished";
  std::error_code error;
  fs::remove_all(unfinished, error);
  fs::create_directories(unfinished, error);
  if (error) return failed(unfinished, error);

  absl::Status status = pack(folder, unfinished);
  if (status.ok()) {
    fs::remove_all(finished, error);
    if (!error) fs::rename(unfinished, finished, error);
    if (error) status = failed(finished, error);
  }
  std::error_code ignored;
  if (!status.ok()) fs::remove_all(unfinished, ignored);
  return status;
}

}  // namespace tanshi
