#include "scenarios/experiment/run_store.h"

#include <array>
#include <system_error>

#include <fmt/format.h>

namespace tanshi {
namespace {

constexpr std::int32_t kApplicationId = 0x54735357;  // "TsSW"
constexpr const char* kSchema =
    "CREATE TABLE identity (part INTEGER PRIMARY KEY, text BLOB NOT NULL);"
    "CREATE TABLE runs (run INTEGER PRIMARY KEY, record BLOB NOT NULL)";

std::array<std::string*, 3> parts_of(SweepIdentity& identity) {
  return {&identity.scenario, &identity.version, &identity.layout};
}

absl::StatusOr<SweepIdentity> read_identity(Database& database) {
  SweepIdentity identity;
  const auto parts = parts_of(identity);
  absl::StatusOr<Statement> select = database.prepare("SELECT part, text FROM identity");
  if (!select.ok()) return select.status();
  for (;;) {
    const absl::StatusOr<bool> row = select->step();
    if (!row.ok()) return row.status();
    if (!*row) return identity;
    *parts.at(static_cast<std::size_t>(select->integer(0))) = select->bytes(1);
  }
}

absl::Status write_identity(Database& database, SweepIdentity identity) {
  if (absl::Status begun = database.run("BEGIN"); !begun.ok()) return begun;
  const auto parts = parts_of(identity);
  absl::StatusOr<Statement> insert = database.prepare("INSERT INTO identity VALUES (?, ?)");
  if (!insert.ok()) return insert.status();
  for (std::size_t part = 0; part < parts.size(); ++part) {
    insert->bind(0, static_cast<std::int64_t>(part));
    insert->bind(1, *parts[part]);
    if (const auto done = insert->step(); !done.ok()) return done.status();
  }
  return database.run("COMMIT");
}

}  // namespace

std::string difference_of(const SweepIdentity& there, const SweepIdentity& here) {
  if (there.version != here.version || there.layout != here.layout) {
    return fmt::format("holds a sweep by another version of the program ({}; this is {})",
                       there.version, here.version);
  }
  if (there.scenario == here.scenario) return "";
  return "holds a sweep of a scenario that differs, or with other replications, seed or --set";
}

absl::StatusOr<RunStore> RunStore::open(const std::filesystem::path& file,
                                        const SweepIdentity& identity) {
  absl::StatusOr<Database> database = Database::open(
      file, {.application_id = kApplicationId, .format = 1, .schema = kSchema, .disk = {}});
  if (!database.ok()) return database.status();
  absl::StatusOr<SweepIdentity> there = read_identity(*database);
  if (!there.ok()) return there.status();
  if (there->version.empty()) {  // new
    if (absl::Status written = write_identity(*database, identity); !written.ok()) return written;
    return RunStore(*std::move(database));
  }
  const std::string difference = difference_of(*there, identity);
  if (!difference.empty()) {
    return absl::FailedPreconditionError(
        fmt::format("{}: {}; give another --out, or --fresh to throw it away",
                    file.parent_path().string(), difference));
  }
  return RunStore(*std::move(database));
}

void RunStore::remove(const std::filesystem::path& file) {
  std::error_code ignored;
  for (const char* const suffix : {"", "-wal", "-shm", "-journal"})
    std::filesystem::remove(file.string() + suffix, ignored);
}

absl::StatusOr<std::vector<bool>> RunStore::present(std::int64_t runs) {
  std::vector<bool> there(static_cast<std::size_t>(runs));
  absl::StatusOr<Statement> select = database_.prepare("SELECT run FROM runs");
  if (!select.ok()) return select.status();
  for (;;) {
    const absl::StatusOr<bool> row = select->step();
    if (!row.ok()) return row.status();
    if (!*row) return there;
    const std::int64_t run = select->integer(0);
    if (run >= 0 && run < runs) there[static_cast<std::size_t>(run)] = true;
  }
}

absl::Status RunStore::add(std::span<const StoredRun> runs) {
  if (runs.empty()) return absl::OkStatus();
  if (absl::Status begun = database_.run("BEGIN"); !begun.ok()) return begun;
  absl::StatusOr<Statement> insert = database_.prepare("INSERT OR IGNORE INTO runs VALUES (?, ?)");
  if (!insert.ok()) return insert.status();
  for (const StoredRun& stored : runs) {
    insert->bind(0, stored.run);
    insert->bind(1, stored.record);
    if (const auto done = insert->step(); !done.ok()) return done.status();
  }
  return database_.run("COMMIT");
}

absl::Status RunStore::for_each(
    const std::function<absl::Status(std::int64_t run, std::string_view record)>& each) {
  absl::StatusOr<Statement> select = database_.prepare("SELECT run, record FROM runs ORDER BY run");
  if (!select.ok()) return select.status();
  for (;;) {
    const absl::StatusOr<bool> row = select->step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    if (absl::Status done = each(select->integer(0), select->bytes(1)); !done.ok()) return done;
  }
}

}  // namespace tanshi
