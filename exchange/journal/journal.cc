#include "exchange/journal/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "exchange/base/check.h"
#include "exchange/codec/journal_codec.h"
#include "exchange/journal/checksum.h"

namespace tanshi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCommandsFile = "commands.sqlite";
constexpr const char* kSnapshotsFile = "snapshots.sqlite";

DatabaseOptions log_options(const JournalOptions& options) {
  return {.application_id = 0x54534e4c,  // "TSNL"
          .format = 1,
          .schema =
              "CREATE TABLE command_group (first_command INTEGER PRIMARY KEY,"
              " last_command INTEGER NOT NULL, event_count INTEGER NOT NULL,"
              " events_hash INTEGER NOT NULL, checksum INTEGER NOT NULL,"
              " commands BLOB NOT NULL) STRICT",
          .read_only = options.read_only,
          .disk = options.disk};
}

// Makes the name of a new directory as durable as what will be in it.
absl::Status sync_directory(const fs::path& directory) {
  const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return absl::ErrnoToStatus(errno, directory.string());
  const int result = ::fsync(descriptor);
  const int error = errno;
  ::close(descriptor);
  return result == 0 ? absl::OkStatus() : absl::ErrnoToStatus(error, directory.string());
}

absl::Status create(const fs::path& directory) {
  std::error_code error;
  const fs::path absolute = fs::absolute(directory, error).lexically_normal();
  if (!error) fs::create_directories(absolute, error);
  // For its owner alone: notes of a class have names, and codes that still give seats.
  if (!error) fs::permissions(absolute, fs::perms::owner_all, error);
  if (error) return absl::ErrnoToStatus(error.value(), directory.string());
  return sync_directory(
      (absolute.has_filename() ? absolute : absolute.parent_path()).parent_path());
}

// Refuses to litter a directory that was given by mistake.
absl::Status check_directory(const fs::path& directory, const JournalOptions& options) {
  std::error_code error;
  if (fs::exists(directory / kCommandsFile, error)) return absl::OkStatus();
  if (options.read_only) {
    return absl::NotFoundError(absl::StrCat(directory.string(), ": there is no journal here"));
  }
  if (!fs::exists(directory, error)) return create(directory);
  fs::directory_iterator entries(directory, error);
  if (error) return absl::ErrnoToStatus(error.value(), directory.string());
  if (entries == fs::directory_iterator()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(directory.string(), ": no journal, and not empty (",
                   entries->path().filename().string(), " is there)"));
}

constexpr const char* kSelectGroup =
    "SELECT first_command, last_command, event_count, events_hash, checksum, commands"
    " FROM command_group ";

struct GroupRow {
  std::int64_t first_command = 0;
  LogPosition after;
  std::int64_t checksum = 0;
  std::string_view commands;  // until the statement's next step
};

GroupRow row_of(const Statement& select) {
  return {.first_command = select.integer(0),
          .after = {.command_count = select.integer(1),
                    .event_count = select.integer(2),
                    .events_hash = static_cast<std::uint64_t>(select.integer(3))},
          .checksum = select.integer(4),
          .commands = select.bytes(5)};
}

std::int64_t checksum_of_group(std::int64_t first_command, std::string_view commands,
                               const LogPosition& after) {
  return checksum_of({first_command, after.command_count, after.event_count,
                      static_cast<std::int64_t>(after.events_hash)},
                     commands);
}

using NoCounts = std::vector<std::int64_t>;

// A file of a journal, or one that SQLite keeps beside it.
bool is_ours(std::string_view name) {
  for (const char* const file : {kCommandsFile, kSnapshotsFile}) {
    for (const char* const beside : {"", "-wal", "-journal"}) {
      if (name == absl::StrCat(file, beside)) return true;
    }
  }
  return false;
}

// In what the origin of a log differs from the one that was expected.
std::string difference(const JournalOrigin& is, const JournalOrigin& expected) {
  if (is == JournalOrigin{}) {
    return absl::StrCat("does not say what it comes from, so it is not taken for ", expected.name);
  }
  if (is.name != expected.name) {
    return absl::StrCat("comes from ", is.name, ", not from ", expected.name);
  }
  std::istringstream those(is.text);
  std::istringstream these(expected.text);
  std::string that;
  std::string here;
  int line = 0;
  do {
    ++line;
    that.clear();
    here.clear();
    std::getline(those, that);
    std::getline(these, here);
  } while (that == here && (those || these));
  return absl::StrCat("comes from another ", is.name, ": line ", line, " was '", that, "', is '",
                      here, "'");
}

}  // namespace

LogPosition position_of(const Market& market) {
  return {market.command_count(), market.event_count(), market.events_hash()};
}

Journal::Journal(fs::path directory, Database log, Statement insert,
                 absl::StatusOr<SnapshotStore> snapshots)
    : directory_(std::move(directory)),
      log_(std::move(log)),
      insert_(std::move(insert)),
      snapshots_(std::move(snapshots)) {}

absl::StatusOr<std::unique_ptr<Journal>> Journal::open(const fs::path& directory,
                                                       const JournalOptions& options) {
  if (absl::Status status = check_directory(directory, options); !status.ok()) return status;
  auto log = Database::open(directory / kCommandsFile, log_options(options));
  if (!log.ok()) return log.status();
  auto insert = log->prepare("INSERT INTO command_group VALUES (?, ?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  auto snapshots = SnapshotStore::open(directory / kSnapshotsFile, options.disk, options.read_only);
  // Who only looks does without snapshots that are not there, or damaged, which verify() tells.
  const bool can_do_without = options.read_only && (absl::IsNotFound(snapshots.status()) ||
                                                    absl::IsDataLoss(snapshots.status()));
  if (!snapshots.ok() && !can_do_without) return snapshots.status();
  std::unique_ptr<Journal> journal(
      new Journal(directory, *std::move(log), *std::move(insert), std::move(snapshots)));
  absl::Status status = journal->find_end();
  if (status.ok()) status = journal->find_origin();
  if (status.ok() && !options.read_only) status = journal->agree_on(options.origin);
  if (!status.ok()) return status;
  return journal;
}

// Under the lock that an open() for writing gives, so that nobody opens what is being removed.
absl::Status Journal::remove(const fs::path& directory) {
  std::error_code error;
  if (!fs::exists(directory, error)) return absl::OkStatus();
  fs::directory_iterator entries(directory, error);
  if (error) return absl::ErrnoToStatus(error.value(), directory.string());
  for (const fs::directory_entry& entry : entries) {
    const std::string name = entry.path().filename().string();
    if (is_ours(name)) continue;
    return absl::FailedPreconditionError(
        absl::StrCat(directory.string(), ": not only a journal (", name, " is there)"));
  }
  const auto journal = open(directory);
  if (!journal.ok() && !absl::IsDataLoss(journal.status())) return journal.status();
  fs::remove_all(directory, error);
  return error ? absl::ErrnoToStatus(error.value(), directory.string()) : absl::OkStatus();
}

absl::Status Journal::find_end() {
  auto select =
      log_.prepare("SELECT last_command FROM command_group ORDER BY first_command DESC LIMIT 1");
  if (!select.ok()) return select.status();
  const auto row = select->step();
  if (!row.ok()) return row.status();
  command_count_ = *row ? select->integer(0) : 0;
  return absl::OkStatus();
}

absl::StatusOr<bool> Journal::has_table(std::string_view name) {
  auto table = log_.prepare("SELECT 1 FROM sqlite_schema WHERE name = CAST(? AS TEXT)");
  if (!table.ok()) return table.status();
  table->bind(0, name);
  return table->step();
}

// Journals that were given no origin have no table of them.
absl::Status Journal::find_origin() {
  const auto is_there = has_table("origin");
  if (!is_there.ok() || !*is_there) return is_there.status();
  auto select = log_.prepare("SELECT name, text FROM origin");
  if (!select.ok()) return select.status();
  const auto row = select->step();
  if (row.ok() && *row) origin_ = {std::string(select->bytes(0)), std::string(select->bytes(1))};
  return row.status();
}

absl::Status Journal::agree_on(const JournalOrigin& origin) {
  if (origin == JournalOrigin{} || origin == origin_) return absl::OkStatus();
  if (command_count_ > 0) {
    return absl::FailedPreconditionError(
        absl::StrCat(directory_.string(), ": ", difference(origin_, origin),
                     "; go on with what it comes from, or in another folder"));
  }
  absl::Status status = log_.run(
      "CREATE TABLE IF NOT EXISTS origin (id INTEGER PRIMARY KEY CHECK (id = 1),"
      " name TEXT NOT NULL, text TEXT NOT NULL) STRICT");
  if (!status.ok()) return status;
  auto insert =
      log_.prepare("INSERT OR REPLACE INTO origin VALUES (1, CAST(? AS TEXT), CAST(? AS TEXT))");
  if (!insert.ok()) return insert.status();
  insert->bind(0, origin.name);
  insert->bind(1, origin.text);
  if (const auto done = insert->step(); !done.ok()) return done.status();
  origin_ = origin;
  return absl::OkStatus();
}

absl::Status Journal::append(std::string_view commands, const LogPosition& after,
                             std::string_view notes) {
  TANSHI_CHECK(after.command_count > command_count_ ||
               (after.command_count == command_count_ && !notes.empty()));
  if (failed_.ok()) failed_ = insert(commands, after, notes);
  if (failed_.ok()) command_count_ = after.command_count;
  return failed_;
}

// Notes and the commands that they tell of become durable together or not at all.
absl::Status Journal::insert(std::string_view commands, const LogPosition& after,
                             std::string_view notes) {
  if (notes.empty()) return insert_commands(commands, after);
  absl::Status status = log_.run("BEGIN IMMEDIATE");
  if (status.ok()) status = insert_notes(notes);
  if (status.ok() && !commands.empty()) status = insert_commands(commands, after);
  if (status.ok()) status = log_.run("COMMIT");
  return status;
}

absl::Status Journal::insert_notes(std::string_view notes) {
  if (!insert_notes_) {
    absl::Status status = log_.run(
        "CREATE TABLE IF NOT EXISTS session_note (number INTEGER PRIMARY KEY,"
        " before_command INTEGER NOT NULL, checksum INTEGER NOT NULL, notes BLOB NOT NULL) STRICT");
    if (!status.ok()) return status;
    auto insert =
        log_.prepare("INSERT INTO session_note (before_command, checksum, notes) VALUES (?, ?, ?)");
    if (!insert.ok()) return insert.status();
    insert_notes_ = *std::move(insert);
  }
  const std::int64_t before_command = command_count_ + 1;
  insert_notes_->bind(0, before_command);
  insert_notes_->bind(1, checksum_of({before_command}, notes));
  insert_notes_->bind(2, notes);
  return insert_notes_->step().status();
}

absl::StatusOr<std::string> Journal::notes() {
  const auto is_there = has_table("session_note");
  if (!is_there.ok()) return is_there.status();
  std::string all;
  if (!*is_there) return all;
  auto select = log_.prepare(
      "SELECT number, before_command, checksum, notes FROM session_note ORDER BY number");
  if (!select.ok()) return select.status();
  for (std::int64_t number = 1;; ++number) {
    const auto has_row = select->step();
    if (!has_row.ok()) return has_row.status();
    if (!*has_row) return all;
    const std::string_view notes = select->bytes(3);
    if (select->integer(0) != number ||
        select->integer(2) != checksum_of({select->integer(1)}, notes)) {
      return absl::DataLossError(absl::StrCat((directory_ / kCommandsFile).string(),
                                              ": the notes from ", number,
                                              " on are damaged or missing"));
    }
    all.append(notes);
  }
}

absl::Status Journal::insert_commands(std::string_view commands, const LogPosition& after) {
  const std::int64_t first_command = command_count_ + 1;
  insert_.bind(0, first_command);
  insert_.bind(1, after.command_count);
  insert_.bind(2, after.event_count);
  insert_.bind(3, static_cast<std::int64_t>(after.events_hash));
  insert_.bind(4, checksum_of_group(first_command, commands, after));
  insert_.bind(5, commands);
  return insert_.step().status();
}

absl::Status Journal::save_snapshot(const MarketState& state) {
  return snapshots_->save(state);
}

// What the log says of the point after `command_count` commands, if a group ends there.
absl::StatusOr<LogPosition> Journal::position_after(std::int64_t command_count) {
  auto select = log_.prepare(
      absl::StrCat(kSelectGroup, "WHERE first_command <= ? ORDER BY first_command DESC LIMIT 1"));
  if (!select.ok()) return select.status();
  select->bind(0, command_count);
  const auto row = select->step();
  if (!row.ok()) return row.status();
  return *row ? row_of(*select).after : LogPosition{};
}

// Snapshots are written after the commands that they stand on, so one that the log has not reached
// means that the log has lost commands.
absl::Status Journal::check_reaches(std::int64_t snapshot_command_count) const {
  if (snapshot_command_count <= command_count_) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat(directory_.string(), ": the commands end at ", command_count_,
                   ", but there is a snapshot after command ", snapshot_command_count,
                   ": acknowledged commands are missing"));
}

// A new market if there is no snapshot to start from.
absl::StatusOr<Market> Journal::restore_latest_snapshot() {
  if (!snapshots_.ok()) return Market();
  for (const std::int64_t command_count : snapshots_->command_counts().value_or(NoCounts())) {
    const std::optional<MarketState> state = snapshots_->load(command_count);
    if (!state) continue;
    if (absl::Status status = check_reaches(command_count); !status.ok()) return status;
    const absl::StatusOr<LogPosition> expected = position_after(command_count);
    if (!expected.ok()) return expected.status();
    std::optional<Market> market = Market::restore(*state);
    if (market && position_of(*market) == *expected) return *std::move(market);
  }
  return Market();
}

absl::StatusOr<Market> Journal::recover() {
  absl::StatusOr<Market> market = restore_latest_snapshot();
  if (!market.ok()) return market;
  absl::Status status =
      replay_from(*market, command_count_, [](const Market&, const Command&, auto) {});
  if (!status.ok()) return status;
  return market;
}

absl::StatusOr<Market> Journal::replay(std::int64_t until, Visit visit) {
  if (until > command_count_) {
    return absl::OutOfRangeError(
        absl::StrCat(directory_.string(), ": there are only ", command_count_, " commands"));
  }
  Market market;
  if (absl::Status status = replay_from(market, until, visit); !status.ok()) return status;
  return market;
}

absl::StatusOr<LogPosition> Journal::verify() {
  absl::StatusOr<std::vector<std::int64_t>> kept = NoCounts();
  if (snapshots_.ok()) {
    kept = snapshots_->command_counts();
  } else if (!absl::IsNotFound(snapshots_.status())) {  // that they are not there is no damage
    kept = snapshots_.status();
  }
  const std::vector<std::int64_t> counts = kept.value_or(NoCounts());
  absl::Status of_snapshots = counts.empty() ? absl::OkStatus() : check_reaches(counts.front());
  const auto compare_snapshot = [&](const Market& market, const Command&, auto) {
    if (std::find(counts.begin(), counts.end(), market.command_count()) == counts.end()) return;
    if (snapshots_->load(market.command_count()) == market.state()) return;
    of_snapshots = absl::DataLossError(
        absl::StrCat(directory_.string(), ": the snapshot after command ", market.command_count(),
                     " is damaged or differs from the replay"));
  };
  absl::StatusOr<Market> market = replay(command_count_, compare_snapshot);
  if (!market.ok()) return market.status();
  if (const auto all = notes(); !all.ok()) return all.status();
  if (!kept.ok()) {
    return absl::DataLossError(absl::StrCat(kept.status().message(),
                                            "; the commands agree with the replay, and the next ",
                                            "start makes new snapshots"));
  }
  if (!of_snapshots.ok()) return of_snapshots;
  market->audit();
  return position_of(*market);
}

absl::Status Journal::replay_from(Market& market, std::int64_t until, Visit visit) {
  auto select =
      log_.prepare(absl::StrCat(kSelectGroup, "WHERE first_command > ? ORDER BY first_command"));
  if (!select.ok()) return select.status();
  select->bind(0, market.command_count());
  std::vector<Command> commands;
  std::vector<Event> events;
  while (market.command_count() < until) {
    const std::string next = absl::StrCat((directory_ / kCommandsFile).string(), ": commands from ",
                                          market.command_count() + 1, " on ");
    const auto has_row = select->step();
    if (!has_row.ok()) {
      return {has_row.status().code(),
              absl::StrCat(next, "cannot be read: ", has_row.status().message())};
    }
    const GroupRow row = *has_row ? row_of(*select) : GroupRow{};
    if (row.first_command != market.command_count() + 1) {
      return absl::DataLossError(absl::StrCat(next, "are missing"));
    }
    commands.clear();
    if (row.checksum != checksum_of_group(row.first_command, row.commands, row.after) ||
        !decode_commands(row.commands, commands)) {
      return absl::DataLossError(absl::StrCat(next, "are damaged"));
    }
    for (const Command& command : commands) {
      if (market.command_count() == until) return absl::OkStatus();
      events.clear();
      market.apply(command, events);
      visit(market, command, events);
    }
    if (position_of(market) != row.after) {
      return absl::DataLossError(absl::StrCat(
          next, "give other events than they gave: damage, or another version of ",
          "the market (events ", market.event_count(), ", hash ", absl::Hex(market.events_hash()),
          "; journaled ", row.after.event_count, ", hash ", absl::Hex(row.after.events_hash), ")"));
    }
  }
  return absl::OkStatus();
}

}  // namespace tanshi
